package io.tachograph.gateway;

import java.util.concurrent.atomic.AtomicLong;

/** What the bodies of all requests may have together while they come in or wait to be sent. Thread-safe. */
final class BodyBudget {
    private final long mostBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    BodyBudget(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    Share share() {
        return new Share();
    }

    /** What one body has of it. Used by one event loop. */
    final class Share {
        private long bytes;

        /** @return whether there was so much left; if not, nothing has changed */
        boolean add(int more) {
            if (usedBytes.addAndGet(more) > mostBytes) {
                usedBytes.addAndGet(-more);
                return false;
            }
            bytes += more;
            return true;
        }

        /** The body is let go. More than once does nothing. */
        void release() {
            usedBytes.addAndGet(-bytes);
            bytes = 0;
        }
    }
}
