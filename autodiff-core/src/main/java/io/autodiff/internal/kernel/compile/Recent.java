package io.autodiff.internal.kernel.compile;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Remembers what has been asked for lately: all that was since so many others were new, at the least, and twice as many at the most.
 *
 * @param <K> what is asked for
 * @param <V> what is remembered of it
 */
final class Recent<K, V> {
    private final int half;
    private final Function<K, V> maker;
    private volatile Map<K, V> younger = new ConcurrentHashMap<>();
    private Map<K, V> older = Map.of();

    /** Nothing yet. */
    Recent(int half, Function<K, V> maker) {
        this.half = half;
        this.maker = maker;
    }

    /** What is remembered of it, or made now. */
    V get(K key) {
        V value = younger.get(key);
        return value != null ? value : among(key);
    }

    /** When the younger half is full it becomes the older one, and what nobody has asked for meanwhile goes. */
    private synchronized V among(K key) {
        V value = younger.get(key); // somebody else may just have asked for it
        if (value == null) {
            V old = older.get(key);
            value = old == null ? maker.apply(key) : old;
            if (younger.size() >= half) {
                older = younger;
                younger = new ConcurrentHashMap<>();
            }
            younger.put(key, value);
        }
        return value;
    }
}
