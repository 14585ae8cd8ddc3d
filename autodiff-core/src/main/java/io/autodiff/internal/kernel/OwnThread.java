package io.autodiff.internal.kernel;

import java.lang.System.Logger.Level;
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

    /**
     * Starts a thread, or says in the log that the machine has none left to give: everything goes on without it, only slower.
     *
     * @param name of the thread
     * @param start what starts it
     * @return whether it could be started
     */
    static boolean startIfPossible(String name, Runnable start) {
        try {
            start.run();
            return true;
        } catch (OutOfMemoryError noThread) {
            String text = "no thread for " + name
                    + ", so its work is done without; let the process have more threads, or memory";
            System.getLogger("io.autodiff").log(Level.WARNING, text, noThread);
            return false;
        }
    }
}
