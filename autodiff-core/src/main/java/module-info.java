/**
 * Tensors, the tape, the transforms and gradient checks.
 *
 * <p>commons-math3 has no module name of its own, so {@code commons.math3} is derived from its file name. It is kept out of every
 * public signature.
 */
module io.autodiff.core {
    requires commons.math3;
    requires org.objectweb.asm;
    requires static jdk.incubator.vector; // used where it is there
    requires static org.jspecify;

    exports io.autodiff.shape;
    exports io.autodiff.tensor;
    exports io.autodiff.transform;
    exports io.autodiff.check;
}
