package io.autodiff;

import static io.autodiff.ArchitectureRules.dependsOnlyOn;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.autodiff.tensor.Tensor;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The layers of core, from below: shape and kernels, tensor, transform, check; the rules of the house; and that the oracles, which are
 * test code, owe the library nothing. ArchUnit reads the class files.
 */
class ArchitectureTest {

    private static final String SHAPE = "io.autodiff.shape";
    private static final String KERNEL = "io.autodiff.internal.kernel";
    private static final String TENSOR = "io.autodiff.tensor";
    private static final String TRANSFORM = "io.autodiff.transform";
    private static final String CHECK = "io.autodiff.check";
    private static final String[] EXPORTED = {SHAPE, TENSOR, TRANSFORM, CHECK};

    @TestFactory
    Stream<DynamicTest> theHouseIsBuiltAsItIsDrawn() throws URISyntaxException {
        JavaClasses classes = ArchitectureRules.classesBeside(Tensor.class);
        return rules().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(classes)));
    }

    /** Who judges the library must not use it: the oracles know Java, commons-math3 and, in their own tests, a test framework. */
    @Test
    void oraclesDependOnNothingOfTheLibrary() throws URISyntaxException {
        dependsOnlyOn(
                        "io.autodiff.oracles",
                        "org.apache.commons.math3..",
                        "org.junit.jupiter.api..",
                        "net.jqwik.api..",
                        "org.apiguardian.api..")
                .check(ArchitectureRules.classesBeside(ArchitectureTest.class));
    }

    private static Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("shape depends on nothing", dependsOnlyOn(SHAPE));
        rules.put("kernels depend on nothing", dependsOnlyOn(KERNEL));
        rules.put(
                "the kernel compiler depends on kernels and ASM",
                dependsOnlyOn(KERNEL + ".compile", KERNEL, "org.objectweb.asm"));
        rules.put("tensor depends on shape and kernels", dependsOnlyOn(TENSOR, SHAPE, KERNEL));
        rules.put("transform depends on tensor", dependsOnlyOn(TRANSFORM, TENSOR, SHAPE));
        rules.put(
                "check depends on what is exported",
                dependsOnlyOn(CHECK, TRANSFORM, TENSOR, SHAPE, "org.apache.commons.math3.."));
        rules.put("packages have no cycles", ArchitectureRules.PACKAGES_HAVE_NO_CYCLES);
        rules.put("every package is null-marked", ArchitectureRules.EVERY_PACKAGE_IS_NULL_MARKED);
        rules.put("only vector kernels use the incubator", ArchitectureRules.ONLY_VECTOR_KERNELS_USE_THE_INCUBATOR);
        rules.put("no standard streams", ArchitectureRules.NO_STANDARD_STREAMS);
        rules.put("no generic exceptions", ArchitectureRules.NO_GENERIC_EXCEPTIONS);
        rules.put("no math whose bits vary", ArchitectureRules.NO_MATH_WHOSE_BITS_VARY);
        rules.put("one fma", ArchitectureRules.ONE_FMA);
        rules.put("no parallel streams", ArchitectureRules.NO_PARALLEL_STREAMS);
        rules.put("no thread-locals", ArchitectureRules.NO_THREAD_LOCALS);
        rules.put("no static variables", ArchitectureRules.NO_STATIC_VARIABLES);
        rules.put("no boolean parameters", ArchitectureRules.noBooleanParameters(EXPORTED));
        rules.put(
                "signatures mention only what is exported",
                ArchitectureRules.signaturesMentionOnly(
                        "java\\..*|io\\.autodiff\\.(shape|tensor|transform|check)", EXPORTED));
        return rules;
    }
}
