package io.autodiff.tensor;

import io.autodiff.shape.Shape;

/**
 * A value and what a level knows of it. The value may itself belong to a level further out: this is all that derivatives
 * of higher order need.
 */
abstract sealed class LevelTensor implements Tensor
        permits LevelTensor.Tracked, LevelTensor.WithTangent, LevelTensor.Symbol {
    private final Tensor value;

    private LevelTensor(Tensor value) {
        this.value = value;
    }

    /** A value that is written on a tape. */
    static final class Tracked extends LevelTensor {
        private final Tape tape;
        private final int index;
        private int watch = -1;

        Tracked(Tape tape, int index, Tensor value) {
            super(value);
            this.tape = tape;
            this.index = index;
        }

        /** This tensor, with its gradient to be given as the tape's watch-th. */
        Tracked watched(int number) {
            watch = number;
            return this;
        }

        /** The number of its gradient, −1 if none is to be given. */
        int watch() {
            return watch;
        }

        @Override
        Tape level() {
            return tape;
        }

        /** Its place on the tape. */
        int index() {
            return index;
        }
    }

    /** A value and its derivative in one direction. */
    static final class WithTangent extends LevelTensor {
        private final Tangents tangents;
        private final Tensor tangent;

        WithTangent(Tangents tangents, Tensor value, Tensor tangent) {
            super(value);
            this.tangents = tangents;
            this.tangent = tangent;
        }

        @Override
        Tangents level() {
            return tangents;
        }

        Tensor tangent() {
            return tangent;
        }
    }

    /** A term of an expression that is being put together: it stands for any numbers, and has no shape. */
    static final class Symbol extends LevelTensor {
        private final Trace trace;
        private final int place;

        Symbol(Trace trace, int place, DType dtype) {
            super(DenseTensor.of(Shape.SCALAR, dtype, Double.NaN));
            this.trace = trace;
            this.place = place;
        }

        @Override
        Trace level() {
            return trace;
        }

        /** Its place in the expression. */
        int place() {
            return place;
        }

        @Override
        Tensor value() {
            throw Trace.unknown();
        }

        @Override
        public Shape shape() {
            throw Trace.unknown();
        }

        @Override
        public String toString() {
            return trace.text(this);
        }
    }

    abstract Level level();

    /** The value, one level further out. */
    Tensor value() {
        return value;
    }

    @Override
    public Shape shape() {
        return value.shape();
    }

    @Override
    public final DType dtype() {
        return value.dtype();
    }

    /** The numbers, as a plain tensor prints them. */
    @Override
    public String toString() {
        return value.toString();
    }
}
