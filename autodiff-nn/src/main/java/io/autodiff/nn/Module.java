package io.autodiff.nn;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What has parameters: a layer, or a model that is composed of layers in code. */
@SuppressWarnings("JavaLangClash") // the word of the field; this package never speaks of java.lang.Module
public interface Module {
    /**
     * The parameters, in an order that never changes, each once, also if it is used in several places.
     *
     * @return an immutable list
     */
    List<Parameter> parameters();

    /**
     * The parameters of several modules, in their order, each once: what a model composed of them has.
     *
     * @param parts the modules
     * @return an immutable list
     */
    static List<Parameter> parametersOf(List<? extends Module> parts) {
        Set<Parameter> each = new LinkedHashSet<>(); // keeps the order; parameters are equal by identity
        for (Module part : Arguments.given("parametersOf", "parts", parts)) {
            each.addAll(Arguments.given("parametersOf", "parts", part).parameters());
        }
        return List.copyOf(each);
    }
}
