package io.autodiff.shape;

import java.util.Arrays;

/**
 * Walks several layouts of one shape together, in logical row-major order, one *run* at a time: the longest stretch at
 * the end of the shape along which every layout advances evenly. Neighbouring axes that all layouts walk evenly are
 * merged first, so that a matrix without gaps is one run, and a matrix plus a repeated row is one run per row.
 */
public final class Runs {
    /** Visits one run. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Visits one run of {@link Runs#length()} elements.
         *
         * @param position the logical row-major position of its first element
         * @param places the place of its first element in each layout; reused, so not to be kept
         */
        void visit(int position, int[] places);
    }

    private final int[] dims;
    private final int[][] strides;
    private final int[] offsets;

    private Runs(int[] dims, int[][] strides, int[] offsets) {
        this.dims = dims;
        this.strides = strides;
        this.offsets = offsets;
    }

    /**
     * The runs of these layouts.
     *
     * @param layouts one or more, all of the same shape
     * @return the runs
     * @throws IllegalArgumentException if there are none, or their shapes differ
     */
    public static Runs over(Layout... layouts) {
        Shape shape = commonShape(layouts);
        int rank = shape.rank();
        int[] dims = new int[rank + 1];
        int[][] strides = new int[layouts.length][rank + 1];
        int merged = 0;
        for (int axis = rank - 1; axis >= 0; axis--) {
            int length = shape.at(axis);
            if (length == 1) {
                continue;
            }
            if (merged > 0 && continues(layouts, axis, strides, merged - 1, dims[merged - 1])) {
                dims[merged - 1] *= length;
                continue;
            }
            dims[merged] = length;
            for (int i = 0; i < layouts.length; i++) {
                strides[i][merged] = layouts[i].stride(axis);
            }
            merged++;
        }
        if (merged == 0) {
            dims[merged++] = 1;
        }
        int[] offsets = new int[layouts.length];
        Arrays.setAll(offsets, i -> layouts[i].offset());
        return new Runs(Arrays.copyOf(dims, merged), strides, offsets);
    }

    private static Shape commonShape(Layout... layouts) {
        Shape.requireGiven("runs", "layouts", layouts);
        if (layouts.length == 0) {
            throw new IllegalArgumentException("runs: there is no layout to walk; give at least one");
        }
        for (Layout layout : layouts) {
            Shape.requireGiven("runs", "layouts", layout);
            layouts[0]
                    .shape()
                    .requireEqual("runs", layout.shape(), "layouts that are walked together must have one shape");
        }
        return layouts[0].shape();
    }

    private static boolean continues(Layout[] layouts, int axis, int[][] strides, int inner, int length) {
        for (int i = 0; i < layouts.length; i++) {
            if (layouts[i].stride(axis) != strides[i][inner] * length) {
                return false;
            }
        }
        return true;
    }

    /**
     * The number of elements in a run.
     *
     * @return at least 1, unless the shape is empty
     */
    public int length() {
        return dims[0];
    }

    /**
     * The distance between neighbours of a run in one of the layouts.
     *
     * @param layout which, in the order given
     * @return 1 if side by side, 0 if repeated
     * @throws IllegalArgumentException if there is no such layout
     */
    public int step(int layout) {
        requireLayout(layout);
        return strides[layout][0];
    }

    private void requireLayout(int layout) {
        if (layout < 0 || layout >= strides.length) {
            throw new IllegalArgumentException(
                    "runs: there are " + strides.length + " layouts, counted from 0, and no layout " + layout);
        }
    }

    /**
     * The number of runs in a block: runs that are evenly apart in every layout.
     *
     * @return at least 1, unless the shape is empty
     */
    public int rows() {
        return dims.length > 1 ? dims[1] : 1;
    }

    /**
     * The distance from one run of a block to the next in one of the layouts.
     *
     * @param layout which, in the order given
     * @return any number; 0 if the run is repeated
     * @throws IllegalArgumentException if there is no such layout
     */
    public int rowStep(int layout) {
        requireLayout(layout);
        return dims.length > 1 ? strides[layout][1] : 0;
    }

    /**
     * Visits every run in logical row-major order.
     *
     * @param visitor called once per run
     */
    public void forEach(Visitor visitor) {
        walk(1, visitor);
    }

    /**
     * Visits every block of {@link #rows()} runs in logical row-major order.
     *
     * @param visitor called once per block, with the places of its first element
     */
    public void forEachBlock(Visitor visitor) {
        walk(Math.min(2, dims.length), visitor);
    }

    /** Visits what the first axes make up together. */
    private void walk(int inner, Visitor visitor) {
        Shape.requireGiven("runs", "visitor", visitor);
        for (int dim : dims) {
            if (dim == 0) {
                return;
            }
        }
        int[] index = new int[dims.length];
        int[] places = offsets.clone();
        int size = inner == 1 ? dims[0] : dims[0] * dims[1];
        int position = 0;
        while (true) {
            visitor.visit(position, places);
            position += size;
            int axis = inner;
            while (axis < dims.length && ++index[axis] == dims[axis]) {
                move(places, axis, 1 - dims[axis]);
                index[axis++] = 0;
            }
            if (axis >= dims.length) {
                return;
            }
            move(places, axis, 1);
        }
    }

    private void move(int[] places, int axis, int steps) {
        for (int i = 0; i < places.length; i++) {
            places[i] += steps * strides[i][axis];
        }
    }
}
