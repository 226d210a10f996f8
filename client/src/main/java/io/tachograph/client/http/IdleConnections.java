package io.tachograph.client.http;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Connections to one endpoint that wait for their next exchange. The one that was used last is used first; what is left
 * over grows old and is closed, at the latest when the next one is taken.
 *
 * <p>A connection comes back after it has settled and the loop has read from all sockets since. The time alone would not
 * do: a loop that was busy meanwhile has not read the server's end yet. All settle for the same time, so a queue is
 * enough, looked at when one is wanted.
 */
final class IdleConnections {
    private final long settleNanos;
    private final ArrayDeque<Connection> settling = new ArrayDeque<>();
    private final ArrayDeque<Connection> settled = new ArrayDeque<>();

    IdleConnections(long settleNanos) {
        this.settleNanos = settleNanos;
    }

    void add(Connection connection, long turn) {
        connection.idleSince(System.nanoTime(), turn);
        (settleNanos == 0 ? settled : settling).addLast(connection);
    }

    /** @param turn the turn of the loop, which has read from all its sockets in this turn */
    @Nullable
    Connection take(long turn) {
        long now = System.nanoTime();
        Connection oldest = settling.peekFirst();
        while (oldest != null && oldest.settled(now - settleNanos, turn)) {
            settled.addLast(settling.removeFirst());
            oldest = settling.peekFirst();
        }
        closeExpired(now);
        Connection newest = settled.pollLast();
        while (newest != null && !newest.usable(now)) {
            newest.close();
            newest = settled.pollLast();
        }
        return newest;
    }

    /** From the oldest on, up to the first that is still good: a step or two each time. */
    private void closeExpired(long now) {
        Connection oldest = settled.peekFirst();
        while (oldest != null && !oldest.usable(now)) {
            settled.removeFirst().close();
            oldest = settled.peekFirst();
        }
    }

    void close() {
        settling.forEach(Connection::close);
        settled.forEach(Connection::close);
    }
}
