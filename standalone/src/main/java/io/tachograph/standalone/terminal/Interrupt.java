package io.tachograph.standalone.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish that the process ends, by Ctrl-C or SIGTERM. The JVM's shutdown hook holds the JVM until the main thread has
 * stopped everything, for a limited time.
 */
public final class Interrupt {
    private final int limitSeconds;
    private final CountDownLatch wished = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** One that nothing but the JVM's end, once installed, will wish. */
    public Interrupt(int limitSeconds) {
        this.limitSeconds = limitSeconds;
    }

    /** @param limitSeconds how long the JVM's end waits for {@link #stopped} at most */
    public static Interrupt install(int limitSeconds) {
        Interrupt interrupt = new Interrupt(limitSeconds);
        Runtime.getRuntime().addShutdownHook(new Thread(interrupt::hold, "tachograph-interrupt"));
        return interrupt;
    }

    private void hold() {
        wished.countDown();
        try {
            boolean unused = stopped.await(limitSeconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the wish.
     *
     * @return whether it came within the time
     */
    public boolean await(long millis) throws InterruptedException {
        return wished.await(millis, TimeUnit.MILLISECONDS);
    }

    public boolean isWished() {
        return wished.getCount() == 0;
    }

    /** Everything is stopped; the JVM may end. */
    public void stopped() {
        stopped.countDown();
    }
}
