package io.autodiff.peers;

/** Who takes part. */
enum Library {
    OURS("ours"),
    /** Without {@code --add-modules jdk.incubator.vector}. */
    NO_FLAG("ours, no flag"),
    UNTRACKED("untracked value"),
    FMA_PEAK("FMA peak"),
    LIBTORCH("libtorch"),
    OPENBLAS("OpenBLAS"),
    DJL("DJL"),
    ND4J("ND4J"),
    NUMPY("NumPy");

    private final String title;

    Library(String title) {
        this.title = title;
    }

    /** Whether it is this library, in one way or another. */
    boolean isOurs() {
        return this == OURS || this == NO_FLAG || this == UNTRACKED;
    }

    @Override
    public String toString() {
        return title;
    }
}
