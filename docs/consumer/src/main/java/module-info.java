/** A module of one's own, with one op. */
module org.example.cube {
    requires transitive io.autodiff.core;

    exports org.example.cube;
}
