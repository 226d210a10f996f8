package io.tachograph.standalone.dashboardtest;

import io.tachograph.dashboardtest.page.BrowserSession;
import io.tachograph.standalone.terminal.Interrupt;

/** Ctrl-C and SIGTERM: the browser is closed, the thread that works in it interrupted, and what it has is written. */
final class StopSignal implements AutoCloseable {
    private static final int STOP_SECONDS = 20;

    private final Interrupt interrupt;

    private StopSignal(Interrupt interrupt) {
        this.interrupt = interrupt;
    }

    /** Watches for the calling thread until it is closed. */
    static StopSignal closing(BrowserSession session) {
        Interrupt interrupt = Interrupt.install(STOP_SECONDS);
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
        return new StopSignal(interrupt);
    }

    boolean isGiven() {
        return interrupt.isWished();
    }

    /** What had to be written is written. */
    @Override
    public void close() {
        interrupt.stopped();
    }
}
