package io.tachograph.api.live;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * One who listens. Nobody waits for him: what his connection does not take at once waits here, up to
 * {@value #MOST_WAITING_BYTES} bytes, and then he is cut off. The bytes are shared with all who hear the same. Thread-safe.
 */
final class LiveListener implements WriteListener {
    static final int MOST_WAITING_BYTES = 256 * 1024;

    private final ServletOutputStream out;
    private final Runnable disconnect;
    private final BooleanSupplier stillCounts;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean connected;
    private boolean unflushed;

    /**
     * @param disconnect closes his connection at once, whatever is still to be sent
     * @param stillCounts whether his key or session does
     */
    LiveListener(ServletOutputStream out, Runnable disconnect, BooleanSupplier stillCounts) {
        this.out = out;
        this.disconnect = disconnect;
        this.stillCounts = stillCounts;
    }

    /** Ends him when his key or session no longer counts. */
    void check() {
        if (stillCounts.getAsBoolean()) {
            return;
        }
        boolean behind;
        synchronized (this) {
            behind = waitingBytes > 0;
        }
        if (behind) {
            disconnect.run();
        }
        // Who has read all is told the end of the answer; a closed connection would be recycled before that is known.
        end.complete(null);
    }

    /** Done when he has left or was cut off. */
    CompletableFuture<Void> end() {
        return end;
    }

    /**
     * Sends bytes, now or when his connection takes them.
     *
     * @return whether he still listens; false when this was too much
     */
    boolean send(byte[] bytes) {
        boolean slow;
        synchronized (this) {
            if (end.isDone()) {
                return true;
            }
            // Whatever came while he was away is one piece, however long.
            slow = waitingBytes > 0 && waitingBytes + bytes.length > MOST_WAITING_BYTES;
            if (!slow) {
                waiting.add(bytes);
                waitingBytes += bytes.length;
                write();
            }
        }
        if (slow) {
            disconnect.run();
            end.complete(null);
        }
        return !slow;
    }

    @Override
    public synchronized void onWritePossible() {
        connected = true;
        write();
    }

    @Override
    public void onError(Throwable failure) {
        end.complete(null);
    }

    private void write() {
        try {
            while (connected && !end.isDone() && out.isReady()) {
                byte[] next = waiting.poll();
                if (next != null) {
                    waitingBytes -= next.length;
                    unflushed = true;
                    out.write(next);
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else {
                    return;
                }
            }
        } catch (IOException | IllegalStateException e) {
            // He has left.
            end.complete(null);
        }
    }
}
