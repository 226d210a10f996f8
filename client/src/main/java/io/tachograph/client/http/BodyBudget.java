package io.tachograph.client.http;

import java.util.concurrent.atomic.AtomicLong;

/** What the bodies of all requests to one of our servers may have together, in bytes, while they come in or wait. Thread-safe. */
public final class BodyBudget {
    private final long mostBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    public BodyBudget(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Of one body, which has nothing of it yet. */
    public Share share() {
        return new Share();
    }

    /** What one body has of it. Used by one event loop. */
    public final class Share {
        private long bytes;

        /** @return whether there was so much left; if not, nothing has changed */
        public boolean add(int more) {
            if (usedBytes.addAndGet(more) > mostBytes) {
                usedBytes.addAndGet(-more);
                return false;
            }
            bytes += more;
            return true;
        }

        /** The body is let go. More than once does nothing. */
        public void release() {
            usedBytes.addAndGet(-bytes);
            bytes = 0;
        }
    }
}
