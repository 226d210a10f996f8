package io.tachograph.collectors.source.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A reading of several requests, one after the other: giving it up gives up the one that runs. Thread-safe. */
public final class Reading extends CompletableFuture<Void> {
    private volatile @Nullable CompletableFuture<?> step;

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
