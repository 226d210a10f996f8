package io.tachograph.standalone.dashboardtest;

import io.tachograph.dashboardtest.page.BrowserSession;
import io.tachograph.standalone.terminal.Interrupt;

/**
 * Ctrl-C and SIGTERM: the browser is closed, the thread that works in it interrupted, and what it has is written. The process does
 * not end before this is closed, so it is opened before what must be closed.
 */
final class StopSignal implements AutoCloseable {
    private static final int STOP_SECONDS = 20;

    private final Interrupt interrupt;

    private StopSignal(Interrupt interrupt) {
        this.interrupt = interrupt;
    }

    static StopSignal install() {
        return new StopSignal(Interrupt.install(STOP_SECONDS));
    }

    /** What is closed when it comes, and the calling thread interrupted. */
    void closes(BrowserSession session) {
        Thread worker = Thread.currentThread();
        Thread watch = new Thread(
                () -> {
                    try {
                        if (interrupt.await(Long.MAX_VALUE)) {
                            worker.interrupt();
                            session.close();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "dashboard-test-stop");
        watch.setDaemon(true);
        watch.start();
    }

    boolean isGiven() {
        return interrupt.isWished();
    }

    /** What had to be closed is closed. */
    @Override
    public void close() {
        interrupt.stopped();
    }
}
