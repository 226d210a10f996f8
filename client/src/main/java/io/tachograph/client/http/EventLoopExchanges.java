package io.tachograph.client.http;

import io.netty.channel.SingleThreadEventLoop;
import java.util.ArrayDeque;
import java.util.function.Function;

/**
 * The exchanges of one event loop. Only that loop's thread comes here, so nothing is locked.
 *
 * <p>A loop turns: it reads from all sockets that have something, then runs its tasks. What is sent from within a read
 * begins at the end of the turn, all in one task.
 */
final class EventLoopExchanges {
    static final String CLIENT_CLOSED = "the client is closed";

    private final SingleThreadEventLoop loop;
    private final Deadlines deadlines;
    private final Connections connections;
    private final ArrayDeque<LiveExchange> unbegun = new ArrayDeque<>();
    private final Runnable turnEnd = this::endTurn;
    private boolean turnEndAsked;
    private boolean turnEnding;
    private long turn;
    private volatile boolean closed;

    EventLoopExchanges(SingleThreadEventLoop loop, Function<EventLoopExchanges, Connections> connections) {
        this.loop = loop;
        this.deadlines = new Deadlines(loop);
        this.connections = connections.apply(this);
    }

    SingleThreadEventLoop loop() {
        return loop;
    }

    boolean closed() {
        return closed;
    }

    /** Counts the turns that were {@linkplain #noteTurn noted}: between two values the loop has read from all sockets. */
    long turn() {
        return turn;
    }

    /** Begins an exchange at the end of this turn. From the loop's thread. */
    void beginLater(LiveExchange exchange) {
        unbegun.add(exchange);
        noteTurn();
    }

    /** The end of this turn shall count. */
    void noteTurn() {
        if (!turnEndAsked) {
            turnEndAsked = true;
            if (turnEnding) {
                // A second end of the same turn would leave no time for reading.
                loop.execute(() -> loop.executeAfterEventLoopIteration(turnEnd));
            } else {
                loop.executeAfterEventLoopIteration(turnEnd);
            }
        }
    }

    private void endTurn() {
        turnEndAsked = false;
        turnEnding = true;
        for (int left = unbegun.size(); left > 0; left--) {
            start(unbegun.remove());
        }
        connections.flush();
        turnEnding = false;
        turn++;
    }

    void begin(LiveExchange exchange) {
        start(exchange);
        connections.flush();
    }

    private void start(LiveExchange exchange) {
        if (closed) {
            exchange.fail(ExchangeFailure.CANCELLED, CLIENT_CLOSED);
        } else if (!exchange.ended()) {
            exchange.begins();
            deadlines.add(exchange);
            connections.carry(exchange);
        }
    }

    /** Runs a task when the loop has read from all sockets that have something to read by now. From any thread. */
    void afterReading(Runnable task) {
        // Behind a task that waits for the end of this turn the next one reads before it runs tasks.
        loop.execute(() -> loop.executeAfterEventLoopIteration(() -> loop.execute(task)));
    }

    /** From now on nothing begins. From any thread. */
    void refuseFurther() {
        closed = true;
    }

    void close() {
        for (LiveExchange exchange : deadlines.exchanges()) {
            exchange.fail(ExchangeFailure.CANCELLED, CLIENT_CLOSED);
        }
        connections.close();
    }
}
