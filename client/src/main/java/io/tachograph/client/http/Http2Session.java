package io.tachograph.client.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection of HTTP/2. */
final class Http2Session {
    /** Far more than an answer of a model has, so that the server never waits for this client to allow more. */
    private static final int CONNECTION_WINDOW_BYTES = 16 << 20;

    private static final int HTTP2_DEFAULT_WINDOW_BYTES = 65_535;
    /** Stream numbers end at 2^31 - 1. */
    private static final int LAST_STREAM = Integer.MAX_VALUE - 4;

    /** Whether the pool has it in its list of those with room. */
    boolean listed;

    private final Channel channel;
    private final SocketStamps stamps;
    private final Http2Pool pool;
    private final Http2Codec codec;
    private final Http2Connection protocol;
    private final ChannelHandlerContext codecContext;
    private final Future<?> settingsTimer;
    private final IntObjectMap<ExchangeStream> streams = new IntObjectHashMap<>();
    private final long idleLimitNanos;
    private long idleSinceNanos;
    private boolean flushAsked;
    private boolean stands;
    private boolean over;
    /** No further exchange begins on it. */
    private boolean retired;

    private Http2Session(Channel channel, SocketStamps stamps, Http2Pool pool) throws Http2Exception {
        this.channel = channel;
        this.stamps = stamps;
        this.pool = pool;
        this.codec = Http2Codec.of(this, pool.config().maxHeadBytes());
        this.protocol = codec.connection();
        this.idleLimitNanos = pool.config().idleLimit().toNanos();
        channel.pipeline().addLast(codec);
        this.codecContext = channel.pipeline().context(codec);
        protocol.local()
                .flowController()
                .incrementWindowSize(protocol.connectionStream(), CONNECTION_WINDOW_BYTES - HTTP2_DEFAULT_WINDOW_BYTES);
        this.settingsTimer = channel.eventLoop()
                .schedule(
                        () -> refuse("its first settings of HTTP/2 did not come in time"),
                        pool.config().connectTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        channel.flush();
    }

    /** Puts HTTP/2 onto a channel that stands; the pool hears how it goes on. */
    static void install(Channel channel, SocketStamps stamps, Http2Pool pool) {
        try {
            var unused = new Http2Session(channel, stamps, pool);
        } catch (Http2Exception e) {
            throw new IllegalStateException("the windows of HTTP/2 are out of its range", e);
        }
    }

    int limit() {
        return pool.config().reuse()
                ? Math.min(pool.config().maxStreams(), protocol.local().maxActiveStreams())
                : 1;
    }

    boolean hasRoom() {
        return !retired && channel.isActive() && protocol.local().numActiveStreams() < limit();
    }

    /** Whether it is in use, or has not lain idle for too long. */
    boolean fresh(long nowNanos) {
        return !streams.isEmpty() || nowNanos - idleSinceNanos < idleLimitNanos;
    }

    void start(LiveExchange exchange) {
        int id = protocol.local().incrementAndGetNextStreamId();
        retired |= !pool.config().reuse() || id >= LAST_STREAM;
        ExchangeStream stream = new ExchangeStream(id, exchange, this);
        streams.put(id, stream);
        exchange.carriedBy(stream);
        stamps.arm(exchange);
        stream.write(codec.encoder(), codecContext, pool.endpoint());
    }

    @Nullable
    ExchangeStream stream(int id) {
        return streams.get(id);
    }

    SocketStamps stamps() {
        return stamps;
    }

    /** Nothing more of this stream is of interest. */
    void forget(ExchangeStream stream) {
        streams.remove(stream.id());
        if (streams.isEmpty()) {
            idleSinceNanos = System.nanoTime();
        }
    }

    /** Tells the server to stop if it or the request has not come to its end; the other streams go on. */
    void reset(int id, long error) {
        if (protocol.stream(id) != null && channel.isActive()) {
            ChannelFuture unused = codec.resetStream(codecContext, id, error, codecContext.newPromise());
            flush();
        }
    }

    /** The server may send as much again. What a stream holds when it ends, Netty gives back to the connection. */
    void consumed(int id, int bytes) {
        @Nullable Http2Stream stream = protocol.stream(id);
        if (stream == null || !channel.isActive()) {
            return;
        }
        try {
            if (protocol.local().flowController().consumeBytes(stream, bytes)) {
                flush();
            }
        } catch (Http2Exception e) {
            broken(e);
        }
    }

    /** The server has answered before it had the whole request. */
    void resetUnlessSent(int id) {
        @Nullable Http2Stream stream = protocol.stream(id);
        if (stream != null && stream.state() == Http2Stream.State.OPEN) {
            reset(id, Http2Error.NO_ERROR.code());
        }
    }

    void settingsRead() {
        if (!stands && !over) {
            if (protocol.local().maxActiveStreams() == 0) {
                refuse("the server allows no requests on its connections of HTTP/2");
                return;
            }
            stands = true;
            settingsTimer.cancel(false);
            idleSinceNanos = System.nanoTime();
            pool.stands(this);
        } else if (stands) {
            pool.hasRoom(this);
        }
    }

    /** Counted by the protocol too, so that another may begin. */
    void streamClosed() {
        if (over) {
            return;
        }
        if (retired) {
            closeIfUnused();
        } else {
            pool.hasRoom(this);
        }
    }

    /** The server takes no streams after {@code lastTaken}. */
    void goAway(int lastTaken, String error) {
        retired = true;
        for (ExchangeStream stream : all()) {
            if (stream.id() > lastTaken) {
                stream.notTaken(error);
            }
        }
        closeIfUnused();
    }

    void broken(Throwable cause) {
        if (!stands) {
            refuse("the server does not answer with HTTP/2, probably it speaks only HTTP/1.1 on this port");
        }
        String error = Http2Codec.nameOf(cause);
        all().forEach(stream -> stream.broken(error));
    }

    void ended() {
        if (stands) {
            pool.ended(this);
        } else {
            refuse("the server ended the connection before it agreed to HTTP/2");
        }
        over = true;
        retired = true;
        all().forEach(ExchangeStream::lost);
    }

    private void refuse(String reason) {
        if (!stands && !over) {
            over = true;
            retired = true;
            settingsTimer.cancel(false);
            close();
            pool.refused(reason);
        }
    }

    private List<ExchangeStream> all() {
        return List.copyOf(streams.values());
    }

    /** Whether this is the first time since the last {@link #flush}. */
    boolean askForFlush() {
        boolean first = !flushAsked;
        flushAsked = true;
        return first;
    }

    void flush() {
        flushAsked = false;
        channel.flush();
    }

    void closeIfUnused() {
        if (streams.isEmpty() && protocol.local().numActiveStreams() == 0) {
            retired = true;
            close();
        }
    }

    void close() {
        // Nobody waits for it.
        ChannelFuture unused = channel.close();
    }
}
