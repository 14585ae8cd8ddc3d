package io.autodiff.internal.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A thread of the library's own. It ends with the program, and takes neither class loader nor thread-locals from the thread that happens to
 * be the first to need it.
 */
class OwnThread extends Thread {
    /** A thread that does some work, unless it is of a kind that has work of its own. */
    OwnThread(String name, @Nullable Runnable work) {
        super(null, work, name, 0, false);
        setDaemon(true);
        setContextClassLoader(null);
    }
}
