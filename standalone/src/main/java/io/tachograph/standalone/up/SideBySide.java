package io.tachograph.standalone.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Parts that start at the same time, each on a thread of its own: much of a start is waiting, and there are cores. So do stops. */
final class SideBySide {
    private SideBySide() {}

    static <T> CompletableFuture<T> start(StartLog.Start<T> part) {
        return CompletableFuture.supplyAsync(() -> unchecked(part), SideBySide::onThread);
    }

    /** Starts a part when what it needs has started; not at all when that failed. */
    static <T> CompletableFuture<T> after(CompletableFuture<?> needed, StartLog.Start<T> part) {
        return needed.thenApplyAsync(done -> unchecked(part), SideBySide::onThread);
    }

    /**
     * Returns when all have started, or ended in a failure.
     *
     * @throws IOException the failure of the first in this order that failed
     */
    static void await(CompletableFuture<?>... parts) throws IOException {
        CompletableFuture.allOf(parts)
                .handle((done, failure) -> failure == null)
                .join();
        for (CompletableFuture<?> part : parts) {
            try {
                part.join();
            } catch (CompletionException e) {
                throw unwrapped(Objects.requireNonNull(e.getCause(), "a part failed without a cause"));
            }
        }
    }

    /** Stops a part while others stop. */
    static CompletableFuture<Void> stop(Runnable part) {
        return CompletableFuture.runAsync(part, SideBySide::onThread);
    }

    private static IOException unwrapped(Throwable failure) {
        if (failure instanceof UncheckedIOException io) {
            return Objects.requireNonNull(io.getCause(), "an I/O failure without a cause");
        }
        if (failure instanceof RuntimeException defect) {
            throw defect;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return new IOException(failure);
    }

    private static void onThread(Runnable part) {
        new Thread(part, "tachograph-part").start();
    }

    private static <T> T unchecked(StartLog.Start<T> part) {
        try {
            return part.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
