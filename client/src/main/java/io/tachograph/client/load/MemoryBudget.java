package io.tachograph.client.load;

import io.tachograph.client.endpoint.Message;
import io.tachograph.client.endpoint.PromptRequest;
import io.tachograph.client.endpoint.RequestOptions;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the requests in flight may take of the client's memory, by estimate. Thread-safe. */
final class MemoryBudget {
    /** A connection with its buffers, a request and its record. */
    static final long BYTES_PER_REQUEST = 8 * 1024;
    /** Text of a token and the array that it grows in; and its time, likewise. */
    private static final long BYTES_PER_KEPT_TOKEN = 8;

    /** What is more is allowed for, and hardly ever used. */
    private static final int MOST_KEPT_TOKENS = 4096;

    private final @Nullable Long most;
    private final AtomicLong taken = new AtomicLong();

    /** @param most in bytes, null for no limit */
    MemoryBudget(@Nullable Long most) {
        this.most = most;
    }

    boolean isFull() {
        return most != null && taken.get() >= most;
    }

    /** @return what to {@link #give} back when the request has ended */
    long take(PromptRequest request) {
        if (most == null) {
            return 0;
        }
        long bytes = bytesOf(request);
        taken.addAndGet(bytes);
        return bytes;
    }

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }

    private static long bytesOf(PromptRequest request) {
        RequestOptions options = request.options();
        int kinds = (options.keep().text() ? 1 : 0) + (options.keep().chunkTimes() ? 1 : 0);
        long bytes = BYTES_PER_REQUEST + kinds * BYTES_PER_KEPT_TOKEN * Math.min(MOST_KEPT_TOKENS, request.maxTokens());
        for (Message message : request.prompt().messages()) {
            bytes += message.content().length();
        }
        return bytes;
    }
}
