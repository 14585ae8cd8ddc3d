package io.autodiff.transform;

import io.autodiff.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a value of type T is made of tensors, so that functions of it can be differentiated: one tensor, a list, a map, or a
 * record of one's own.
 *
 * <pre>{@code
 * record Line(Tensor slope, Tensor offset) {}
 * Structure<Line> line = Structure.of(l -> List.of(l.slope(), l.offset()), t -> new Line(t.get(0), t.get(1)));
 * Line gradient = grad(line, l -> x.mul(l.slope()).add(l.offset()).mse(target)).apply(start);
 * }</pre>
 *
 * @param <T> the type
 */
public interface Structure<T> {
    /**
     * Takes a value apart.
     *
     * @param value the value
     * @return its tensors, always in the same order
     */
    List<Tensor> tensors(T value);

    /**
     * Takes a value apart in the order of another one, so that the two can be walked side by side: a direction and its point.
     *
     * @param value the value
     * @param like the other value
     * @return its tensors, in the order of the other's
     * @throws IllegalArgumentException if the two do not consist of the same parts
     */
    default List<Tensor> tensors(T value, T like) {
        List<Tensor> tensors = tensors(value);
        requireCount(tensors(like).size(), tensors);
        return tensors;
    }

    /**
     * Puts a value together.
     *
     * @param like a value with the same structure, for what is not a tensor in it
     * @param tensors in the order of {@link #tensors}
     * @return the value
     */
    T with(T like, List<Tensor> tensors);

    /**
     * The same value with every tensor replaced.
     *
     * @param value the value
     * @param change what becomes of each tensor
     * @return the new value
     */
    default T map(T value, UnaryOperator<Tensor> change) {
        requireGiven("change", change);
        List<Tensor> changed = new ArrayList<>();
        for (Tensor tensor : tensors(value)) {
            changed.add(change.apply(tensor));
        }
        return with(value, changed);
    }

    /**
     * One tensor.
     *
     * @return the structure
     */
    static Structure<Tensor> tensor() {
        return of(Collections::singletonList, tensors -> {
            requireCount(1, tensors);
            return tensors.get(0);
        });
    }

    /**
     * A list of tensors.
     *
     * @return the structure
     */
    static Structure<List<Tensor>> list() {
        return of(list -> list, tensors -> {
            tensors.forEach(tensor -> requireGiven("tensors", tensor));
            return List.copyOf(tensors);
        });
    }

    /**
     * A map from names, or any keys, to tensors. The order of the keys is that of the map.
     *
     * @param <K> the keys
     * @return the structure
     */
    static <K> Structure<Map<K, Tensor>> map() {
        return new Structure<>() {
            @Override
            public List<Tensor> tensors(Map<K, Tensor> value) {
                requireGiven("value", value);
                return new ArrayList<>(value.values());
            }

            @Override
            public List<Tensor> tensors(Map<K, Tensor> value, Map<K, Tensor> like) {
                requireGiven("value", value);
                requireGiven("like", like);
                if (!value.keySet().equals(like.keySet())) {
                    throw new IllegalArgumentException("structure: a map with the keys " + value.keySet()
                            + " does not go with one with the keys " + like.keySet() + "; give the same keys");
                }
                List<Tensor> tensors = new ArrayList<>();
                like.keySet().forEach(key -> tensors.add(value.get(key)));
                return tensors;
            }

            @Override
            public Map<K, Tensor> with(Map<K, Tensor> like, List<Tensor> tensors) {
                requireGiven("like", like);
                requireCount(like.size(), tensors);
                Map<K, Tensor> map = new LinkedHashMap<>();
                int i = 0;
                for (K key : like.keySet()) {
                    map.put(key, tensors.get(i++));
                }
                return map;
            }
        };
    }

    /**
     * A record, or any type, that consists of tensors.
     *
     * @param apart takes a value apart
     * @param together puts one together
     * @param <T> the type
     * @return the structure
     */
    static <T> Structure<T> of(Function<T, List<Tensor>> apart, Function<List<Tensor>, T> together) {
        requireGiven("apart", apart);
        requireGiven("together", together);
        return new Structure<>() {
            @Override
            public List<Tensor> tensors(T value) {
                List<Tensor> tensors = apart.apply(value);
                requireGiven("value", tensors);
                return tensors;
            }

            @Override
            public T with(T like, List<Tensor> tensors) {
                requireGiven("tensors", tensors);
                return together.apply(tensors);
            }
        };
    }

    private static void requireCount(int wanted, List<Tensor> tensors) {
        requireGiven("tensors", tensors);
        if (tensors.size() != wanted) {
            throw new IllegalArgumentException(
                    "structure: this value consists of " + wanted + " tensors, but " + tensors.size() + " were given");
        }
    }

    private static void requireGiven(String argument, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(
                    "structure: the argument \"" + argument + "\" is null; it has to be given");
        }
    }
}
