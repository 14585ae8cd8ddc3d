package io.autodiff.peers;

/** A piece of work with its inputs made, to be done again and again. */
interface Task {
    /** Does it once. Whatever a user would get back is made; where it is kept does not matter. */
    void run();

    /** Does it once more and gives the resulting numbers, so that two libraries can be seen to do the same. */
    double[] numbers();
}
