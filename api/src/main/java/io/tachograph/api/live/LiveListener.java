package io.tachograph.api.live;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * One listener. Nobody waits for it: what its connection does not take at once waits here, up to
 * {@value #MOST_WAITING_BYTES} bytes, and then it is cut off. The bytes are shared with all that hear the same. Thread-safe.
 */
final class LiveListener {
    static final int MOST_WAITING_BYTES = 256 * 1024;

    private final Content.Sink out;
    private final Runnable disconnect;
    private final BooleanSupplier stillCounts;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private final Writing writing = new Writing();
    /** Of what waits and of what is being written. */
    private int unwrittenBytes;

    /**
     * @param out takes one write at a time
     * @param disconnect closes its connection at once, whatever is still to be sent
     * @param stillCounts whether its key or session is still valid
     */
    LiveListener(Content.Sink out, Runnable disconnect, BooleanSupplier stillCounts) {
        this.out = out;
        this.disconnect = disconnect;
        this.stillCounts = stillCounts;
    }

    /** Writes piece after piece, the next one when the connection has taken the last. */
    private final class Writing extends IteratingCallback {
        private int length;

        @Override
        protected Action process() {
            byte @Nullable [] next = next(length);
            length = next == null ? 0 : next.length;
            if (next == null) {
                return Action.IDLE;
            }
            out.write(false, ByteBuffer.wrap(next), this);
            return Action.SCHEDULED;
        }

        @Override
        protected void onFailure(Throwable failure) {
            // He has left.
            end.complete(null);
        }
    }

    private synchronized byte @Nullable [] next(int written) {
        unwrittenBytes -= written;
        return waiting.poll();
    }

    /** Ends it when its key or session is no longer valid. */
    void check() {
        if (stillCounts.getAsBoolean()) {
            return;
        }
        boolean behind;
        synchronized (this) {
            behind = unwrittenBytes > 0;
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
            slow = unwrittenBytes > 0 && unwrittenBytes + bytes.length > MOST_WAITING_BYTES;
            if (!slow) {
                waiting.add(bytes);
                unwrittenBytes += bytes.length;
            }
        }
        if (slow) {
            disconnect.run();
            end.complete(null);
        } else {
            writing.iterate();
        }
        return !slow;
    }
}
