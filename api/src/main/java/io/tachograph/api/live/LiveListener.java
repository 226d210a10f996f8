package io.tachograph.api.live;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * One listener. Nobody waits for it: what its connection does not take at once waits here, up to
 * {@value #MOST_WAITING_BYTES} bytes, and then it is cut off. The bytes are shared with all that hear the same. Thread-safe.
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
     * @param disconnect closes its connection at once, whatever is still to be sent
     * @param stillCounts whether its key or session is still valid
     */
    LiveListener(ServletOutputStream out, Runnable disconnect, BooleanSupplier stillCounts) {
        this.out = out;
        this.disconnect = disconnect;
        this.stillCounts = stillCounts;
    }

    /** Ends it when its key or session is no longer valid. */
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
        // One that has read all sees the end of the answer; a closed connection would be recycled before that is known.
        end.complete(null);
    }

    /** Done when it has left or was cut off. */
    CompletableFuture<Void> end() {
        return end;
    }

    /**
     * Sends bytes, now or when its connection takes them.
     *
     * @return whether it still listens; false when this was too much
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
