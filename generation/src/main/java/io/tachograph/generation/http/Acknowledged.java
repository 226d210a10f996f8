package io.tachograph.generation.http;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for Kafka's word. */
final class Acknowledged {
    private Acknowledged() {}

    /** @throws IOException when it was not acknowledged, which the writer decides in its time */
    static void await(CompletableFuture<Void> written) throws IOException, InterruptedException {
        try {
            written.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException told ? told : new IOException(e.getCause());
        }
    }
}
