package io.tachograph.collectors.source.http;

import io.tachograph.collectors.source.SourceException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A reading of several requests, one after the other: giving it up gives up the one that runs. Thread-safe. */
public final class Reading extends CompletableFuture<Void> {
    /** A reading that waits for each of its pages. */
    @FunctionalInterface
    public interface Body {
        void read(Reading reading) throws SourceException;
    }

    private volatile @Nullable CompletableFuture<?> step;

    /** Begins one on a thread of its own, so that it can be given up while it waits. */
    public static Reading begin(Body body) {
        Reading reading = new Reading();
        Thread thread = new Thread(() -> reading.run(body), "tachograph-reading");
        thread.setDaemon(true);
        thread.start();
        return reading;
    }

    private void run(Body body) {
        try {
            body.read(this);
            complete(null);
        } catch (SourceException | RuntimeException e) {
            completeExceptionally(e);
        }
    }

    /** Makes {@code next} the request that runs. */
    public <T> CompletableFuture<T> step(CompletableFuture<T> next) {
        step = next;
        if (isDone()) {
            next.cancel(true);
        }
        return next;
    }

    /** Ends as {@code last} does. */
    public Reading endsWith(CompletableFuture<?> last) {
        CompletableFuture<?> unused = last.whenComplete((done, failure) -> {
            if (failure == null) {
                complete(null);
            } else {
                Throwable cause = failure.getCause();
                completeExceptionally(failure instanceof CompletionException && cause != null ? cause : failure);
            }
        });
        return this;
    }

    /** Gives up the request that runs, and not the reading. */
    public void stopStep() {
        CompletableFuture<?> running = step;
        if (running != null) {
            running.cancel(true);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        stopStep();
        return cancelled;
    }
}
