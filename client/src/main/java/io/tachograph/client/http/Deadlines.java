package io.tachograph.client.http;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges in flight on one event loop, and their time limits. Those with a limit of the same length are over in
 * the order in which they began, so each length has a list and one timer, however many exchanges there are.
 */
final class Deadlines {
    private final EventLoop loop;
    private final Map<Long, SameLimit> limits = new HashMap<>();
    private @Nullable SameLimit recent;

    Deadlines(EventLoop loop) {
        this.loop = loop;
    }

    void add(LiveExchange exchange) {
        SameLimit limit = recent;
        if (limit == null || limit.nanos != exchange.limitNanos()) {
            limit = limits.computeIfAbsent(exchange.limitNanos(), SameLimit::new);
            recent = limit;
        }
        limit.append(exchange);
    }

    /** All that are in flight. */
    List<LiveExchange> exchanges() {
        List<LiveExchange> all = new ArrayList<>();
        for (SameLimit limit : limits.values()) {
            for (LiveExchange each = limit.first; each != null; each = each.next) {
                all.add(each);
            }
        }
        return all;
    }

    /** A list through the exchanges themselves: each is added and taken out in constant time, without an object more. */
    final class SameLimit {
        private final long nanos;
        private @Nullable LiveExchange first;
        private @Nullable LiveExchange last;
        private boolean timed;

        private SameLimit(long nanos) {
            this.nanos = nanos;
        }

        private void append(LiveExchange exchange) {
            exchange.limit = this;
            exchange.previous = last;
            if (last == null) {
                first = exchange;
            } else {
                last.next = exchange;
            }
            last = exchange;
            if (!timed) {
                timed = true;
                callAt(exchange.deadlineNanos());
            }
        }

        void remove(LiveExchange exchange) {
            LiveExchange before = exchange.previous;
            LiveExchange after = exchange.next;
            if (before == null) {
                first = after;
            } else {
                before.next = after;
            }
            if (after == null) {
                last = before;
            } else {
                after.previous = before;
            }
            exchange.previous = null;
            exchange.next = null;
            exchange.limit = null;
        }

        private void callAt(long deadlineNanos) {
            long left = Math.max(0, deadlineNanos - System.nanoTime());
            var unused = loop.schedule(this::expire, left, TimeUnit.NANOSECONDS);
        }

        private void expire() {
            LiveExchange oldest = first;
            while (oldest != null && System.nanoTime() - oldest.deadlineNanos() >= 0) {
                // Takes it out of this list.
                oldest.timeOut();
                oldest = first;
            }
            if (oldest != null) {
                callAt(oldest.deadlineNanos());
            } else {
                timed = false;
                limits.remove(nanos);
                recent = null;
            }
        }
    }
}
