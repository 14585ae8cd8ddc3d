package io.autodiff.transform;

import io.autodiff.tensor.Fusion;
import io.autodiff.tensor.Tensor;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A fused function of several tensors, however they are put together. It is fused once for each form of argument: each length of a
 * list, each set of keys of a map.
 */
final class FormedFusion<T> implements Function<T, Tensor> {
    private static final int REMEMBERED = 100;

    private final Structure<T> structure;
    private final Function<T, Tensor> f;
    private final Tensor any = Tensor.of(0);
    private final Map<T, Formed<T>> fusions = new ConcurrentHashMap<>();

    /** An argument of that form, and the function of its tensors in their order. */
    private record Formed<T>(T form, Fusion fusion) {}

    FormedFusion(Structure<T> structure, Function<T, Tensor> f) {
        this.structure = structure;
        this.f = f;
    }

    @Override
    public Tensor apply(T x) {
        Autodiff.requireGiven("fuse", "x", x);
        if (fusions.size() >= REMEMBERED) { // forms that are never equal to each other
            fusions.clear();
        }
        Formed<T> formed = fusions.computeIfAbsent(structure.map(x, tensor -> any), this::formed);
        return formed.fusion().apply(structure.tensors(x, formed.form()));
    }

    private Formed<T> formed(T form) {
        return new Formed<>(form, Fusion.of(inputs -> {
            Iterator<Tensor> next = inputs.iterator();
            return f.apply(structure.map(form, tensor -> next.next()));
        }));
    }
}
