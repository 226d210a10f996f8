package io.tachograph.standalone.up;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish that the process ends, by Ctrl-C or SIGTERM. The JVM's shutdown hook holds the JVM until the main thread has
 * stopped everything, for ten seconds at most.
 */
final class Interrupt {
    private static final int LIMIT_SECONDS = 10;

    private final CountDownLatch wished = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    Interrupt() {}

    static Interrupt install() {
        Interrupt interrupt = new Interrupt();
        Runtime.getRuntime().addShutdownHook(new Thread(interrupt::hold, "tachograph-interrupt"));
        return interrupt;
    }

    private void hold() {
        wished.countDown();
        try {
            boolean unused = stopped.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the wish.
     *
     * @return whether it came within the time
     */
    boolean await(long millis) throws InterruptedException {
        return wished.await(millis, TimeUnit.MILLISECONDS);
    }

    boolean isWished() {
        return wished.getCount() == 0;
    }

    /** Everything is stopped; the JVM may end. */
    void stopped() {
        stopped.countDown();
    }
}
