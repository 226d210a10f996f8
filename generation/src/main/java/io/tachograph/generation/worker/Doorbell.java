package io.tachograph.generation.worker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Looks whether anybody listens where a target is, and sends nothing. Thread-safe. */
final class Doorbell implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;

    private final ExecutorService threads = Executors.newCachedThreadPool(ring -> {
        Thread thread = new Thread(ring, "worker-doorbell");
        thread.setDaemon(true);
        return thread;
    });

    /** @param answered told on a thread of its own whether somebody does; not after {@link #close} */
    void ring(URI url, Consumer<Boolean> answered) {
        try {
            threads.execute(() -> answered.accept(isThere(url)));
        } catch (RejectedExecutionException e) {
            // The worker stops.
        }
    }

    private static boolean isThere(URI url) {
        int standard = url.getScheme().equals("https") ? 443 : 80;
        int port = url.getPort() < 0 ? standard : url.getPort();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), port), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
