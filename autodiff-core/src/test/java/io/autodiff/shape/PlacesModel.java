package io.autodiff.shape;

import java.util.Arrays;
import java.util.Random;

/**
 * A layout, written down in the simplest way: the place of every element, in logical row-major order. Each view is made by
 * asking for every element where it comes from.
 */
record PlacesModel(int[] dims, int[] places) {

    static PlacesModel rowMajor(int... dims) {
        int[] places = new int[size(dims)];
        Arrays.setAll(places, i -> i);
        return new PlacesModel(dims, places);
    }

    static int size(int... dims) {
        return Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    }

    /** The index of a position: [0, 0], [0, 1], … */
    static int[] index(int position, int... dims) {
        int[] index = new int[dims.length];
        int rest = position;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            index[axis] = rest % dims[axis];
            rest /= dims[axis];
        }
        return index;
    }

    int at(int... index) {
        int position = 0;
        for (int axis = 0; axis < dims.length; axis++) {
            position = position * dims[axis] + index[axis];
        }
        return places[position];
    }

    PlacesModel permute(int... order) {
        int[] permuted = Arrays.stream(order).map(axis -> dims[axis]).toArray();
        return view(permuted, index -> {
            int[] from = new int[index.length];
            for (int i = 0; i < order.length; i++) {
                from[order[i]] = index[i];
            }
            return from;
        });
    }

    PlacesModel broadcastTo(int... target) {
        int missing = target.length - dims.length;
        return view(target, index -> {
            int[] from = new int[dims.length];
            for (int axis = 0; axis < dims.length; axis++) {
                from[axis] = dims[axis] == 1 ? 0 : index[axis + missing];
            }
            return from;
        });
    }

    PlacesModel slice(int axis, int start, int step, int count) {
        int[] sliced = dims.clone();
        sliced[axis] = count;
        return view(sliced, index -> {
            int[] from = index.clone();
            from[axis] = start + index[axis] * step;
            return from;
        });
    }

    PlacesModel reshape(int... target) {
        return new PlacesModel(target, places);
    }

    /**
     * Whether strides could lead to all these places under another shape. If any can, they are the distances from the first
     * element to its neighbours.
     */
    boolean hasStridesAs(int... target) {
        for (int position = 0; position < places.length; position++) {
            int[] index = index(position, target);
            int place = places[0];
            int weight = 1;
            for (int axis = target.length - 1; axis >= 0; axis--) {
                if (target[axis] > 1) {
                    place += index[axis] * (places[weight] - places[0]);
                }
                weight *= target[axis];
            }
            if (place != places[position]) {
                return false;
            }
        }
        return true;
    }

    private interface From {
        int[] index(int... index);
    }

    private PlacesModel view(int[] viewed, From from) {
        int[] seen = new int[size(viewed)];
        for (int position = 0; position < seen.length; position++) {
            seen[position] = at(from.index(index(position, viewed)));
        }
        return new PlacesModel(viewed, seen);
    }

    // --------------------------------------------------------------------------------------------- random choices

    /** Lengths, most of them short, at times 1 or 0. */
    static int[] randomDims(Random random) {
        int[] dims = new int[random.nextInt(5)];
        Arrays.setAll(dims, axis -> random.nextInt(25) == 0 ? 0 : 1 + random.nextInt(4));
        return dims;
    }

    int[] randomOrder(Random random) {
        int[] order = new int[dims.length];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** A shape that this one broadcasts to. */
    int[] randomTarget(Random random) {
        int missing = random.nextInt(2);
        int[] target = new int[dims.length + missing];
        for (int axis = 0; axis < target.length; axis++) {
            int length = axis < missing ? 1 : dims[axis - missing];
            target[axis] = length == 1 ? 1 + random.nextInt(3) : length;
        }
        return target;
    }

    /** Another shape of the same size: axes are joined and divided, and axes of length 1 come and go. */
    int[] randomReshape(Random random) {
        int[] factors = Arrays.stream(dims)
                .flatMap(length -> length == 4 && random.nextBoolean()
                        ? Arrays.stream(new int[] {2, 2})
                        : Arrays.stream(new int[] {length}))
                .toArray();
        int[] joined = new int[factors.length + 1];
        Arrays.fill(joined, 1);
        int axis = 0;
        for (int factor : factors) {
            axis += random.nextBoolean() ? 1 : 0;
            joined[axis] *= factor;
        }
        return random.nextBoolean()
                ? joined
                : Arrays.stream(joined).filter(length -> length != 1).toArray();
    }
}
