/** Layers, losses, optimizers and the training loop, on the exported packages of the core alone. */
module io.autodiff.nn {
    requires transitive io.autodiff.core;
    requires static org.jspecify;

    exports io.autodiff.nn;
}
