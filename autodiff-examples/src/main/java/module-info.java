/** Programs to read and to run. */
module io.autodiff.examples {
    requires io.autodiff.nn;
    requires commons.math3;
    requires info.picocli;
    requires java.desktop;
    requires org.knowm.xchart;
    requires static org.jspecify;

    // picocli fills the annotated fields of the commands
    opens io.autodiff.examples to
            info.picocli;
}
