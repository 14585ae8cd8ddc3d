package io.autodiff;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules of the house that hold in every module. Each module checks its own classes by them. */
public final class ArchitectureRules {
    private ArchitectureRules() {}

    /** The main classes of the module that a class belongs to, without its tests. */
    public static JavaClasses classesBeside(Class<?> mainClass) throws URISyntaxException {
        return new ClassFileImporter()
                .importPath(Path.of(mainClass
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
    }

    /** Classes of a package depend on these packages, on themselves and on the JDK, and on no others. */
    public static ArchRule dependsOnlyOn(String name, String... others) {
        String[] allowed = Stream.concat(Stream.of(name, "java..", "org.jspecify.annotations"), Stream.of(others))
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(name)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }

    public static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.autodiff.(**)").should().beFreeOfCycles();

    public static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes()
            .should(new ArchCondition<>("be in a package with a package-info that is @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage()
                            .tryGetPackageInfo()
                            .map(info -> info.isAnnotatedWith(NullMarked.class))
                            .orElse(false);
                    if (!marked) {
                        events.add(
                                SimpleConditionEvent.violated(type, type.getName() + " is in a package that is not"));
                    }
                }
            });

    public static final ArchRule ONLY_VECTOR_KERNELS_USE_THE_INCUBATOR = noClasses()
            .that()
            .resideOutsideOfPackage("io.autodiff.internal.kernel.vector..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator..");

    public static final ArchRule NO_STANDARD_STREAMS = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    public static final ArchRule NO_GENERIC_EXCEPTIONS = GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    /** What a JVM may compute by an instruction of its own, with other bits than another JVM. StrictMath is the same everywhere. */
    private static final Set<String> INTRINSICS = Set.of(
            "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp", "expm1", "log",
            "log10", "log1p", "pow", "cbrt", "hypot");

    public static final ArchRule NO_MATH_WHOSE_BITS_VARY = noClasses()
            .should(access(
                    "call a method of Math whose bits may differ between JVMs",
                    access -> access.getTargetOwner().isEquivalentTo(Math.class)
                            && INTRINSICS.contains(access.getName())));

    /** Without an instruction for it Math.fma takes microseconds; vector kernels are not chosen there. */
    public static final ArchRule ONE_FMA = noClasses()
            .that()
            .doNotHaveSimpleName("Fma")
            .and()
            .resideOutsideOfPackage("..kernel.vector..")
            .should(access(
                    "call Math.fma instead of Fma.fma",
                    access -> access.getTargetOwner().isEquivalentTo(Math.class)
                            && access.getName().equals("fma")));

    /** The order in which threads finish must not be the order of a sum. */
    public static final ArchRule NO_PARALLEL_STREAMS = noClasses()
            .should(access(
                    "use a parallel stream",
                    access -> access.getName().startsWith("parallel")
                            && access.getTargetOwner().getPackageName().startsWith("java.util")));

    public static final ArchRule NO_THREAD_LOCALS =
            noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class);

    public static final ArchRule NO_STATIC_VARIABLES =
            fields().that().areStatic().should().beFinal();

    /** Calls and method references alike. */
    private static ArchCondition<JavaClass> access(String description, DescribedAccess forbidden) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    if (forbidden.matches(access)) {
                        events.add(SimpleConditionEvent.satisfied(access, access.getDescription()));
                    }
                }
            }
        };
    }

    private interface DescribedAccess {
        boolean matches(JavaAccess<?> access);
    }

    // ------------------------------------------------------------------------------------------------- what users see

    /** What code outside the module can name: public and protected members of public types in exported packages. */
    private static DescribedPredicate<JavaMember> visibleIn(String... exportedPackages) {
        return DescribedPredicate.describe("visible to users", member -> {
            Set<JavaModifier> modifiers = member.getModifiers();
            return isVisible(member.getOwner())
                    && Stream.of(exportedPackages)
                            .anyMatch(name -> member.getOwner().getPackageName().equals(name))
                    && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
        });
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureRules::isVisible).orElse(true);
    }

    /** Names options instead of "true, false, true". */
    public static ArchRule noBooleanParameters(String... exportedPackages) {
        return methods()
                .that(are(visibleIn(exportedPackages)))
                .should()
                .notHaveRawParameterTypes(DescribedPredicate.describe(
                        "a boolean", types -> types.stream().anyMatch(type -> type.isEquivalentTo(boolean.class))));
    }

    /** Signatures speak of the JDK and of exported packages, generic arguments included. */
    public static ArchRule signaturesMentionOnly(String allowed, String... exportedPackages) {
        return codeUnits()
                .that(are(visibleIn(exportedPackages)))
                .should(new ArchCondition<>("mention only " + allowed) {
                    @Override
                    public void check(JavaCodeUnit method, ConditionEvents events) {
                        Set<JavaClass> mentioned =
                                new HashSet<>(method.getReturnType().getAllInvolvedRawTypes());
                        for (JavaType parameter : method.getParameterTypes()) {
                            mentioned.addAll(parameter.getAllInvolvedRawTypes());
                        }
                        mentioned.addAll(method.getExceptionTypes());
                        for (JavaClass type : mentioned) {
                            String name = type.getBaseComponentType().getPackageName();
                            if (!type.getBaseComponentType().isPrimitive() && !name.matches(allowed)) {
                                events.add(SimpleConditionEvent.violated(
                                        method, method.getFullName() + " mentions " + type.getName()));
                            }
                        }
                    }
                });
    }
}
