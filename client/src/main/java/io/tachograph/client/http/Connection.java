package io.tachograph.client.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/** Last in the pipeline: one connection, which carries one exchange at a time. */
final class Connection extends SimpleChannelInboundHandler<HttpObject> implements Carrier, AnswerDecoder.Body {
    private final Channel channel;
    private final SocketStamps stamps;
    private final AnswerDecoder decoder;
    private final HttpEndpoint endpoint;
    private final RequestBytes requests;
    private final Http1Connections connections;
    private @Nullable LiveExchange exchange;
    private boolean interim;
    private boolean keepAlive;
    private int exchangesBegun;
    private long idleSinceNanos;
    private long idleLimitNanos;
    private long idleSinceTurn;

    private Connection(Channel channel, SocketStamps stamps, HttpEndpoint endpoint, Http1Connections connections) {
        this.channel = channel;
        this.stamps = stamps;
        this.decoder = new AnswerDecoder(connections.config().maxHeadBytes(), this, connections.lent());
        this.endpoint = endpoint;
        this.requests = new RequestBytes(endpoint, connections.config().reuse());
        this.connections = connections;
        this.idleLimitNanos = connections.config().idleLimit().toNanos();
    }

    /** Puts HTTP/1.1 onto a channel that stands. */
    static Connection on(Channel channel, SocketStamps stamps, HttpEndpoint endpoint, Http1Connections connections) {
        Connection connection = new Connection(channel, stamps, endpoint, connections);
        channel.pipeline().addLast(connection.decoder, connection);
        return connection;
    }

    HttpEndpoint endpoint() {
        return endpoint;
    }

    void idleSince(long nanos, long turn) {
        idleSinceNanos = nanos;
        idleSinceTurn = turn;
    }

    /** Whether it lies idle since {@code nanos} at the latest, and the loop has begun another turn since. */
    boolean settled(long nanos, long turn) {
        return idleSinceNanos - nanos <= 0 && idleSinceTurn < turn;
    }

    boolean usable(long nowNanos) {
        return channel.isActive() && nowNanos - idleSinceNanos < idleLimitNanos;
    }

    void run(LiveExchange granted) {
        exchange = granted;
        granted.carriedBy(this);
        exchangesBegun++;
        stamps.arm(granted);
        HttpCall call = granted.takeCall();
        decoder.expect(call.method());
        // Without a promise: a write that fails comes to exceptionCaught.
        ChannelFuture unused = channel.writeAndFlush(requests.of(call, channel.alloc()), channel.voidPromise());
    }

    @Override
    public void abandon() {
        exchange = null;
        close();
    }

    @Override
    public void reading(boolean on) {
        channel.config().setAutoRead(on);
    }

    void close() {
        // Nobody waits for it.
        ChannelFuture unused = channel.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        LiveExchange current = exchange;
        if (current == null) {
            close();
        } else if (message.decoderResult().cause() instanceof PrematureChannelClosureException) {
            fail(lostReason());
        } else if (message.decoderResult().isFailure()) {
            refuse(current, HttpFault.of(message.decoderResult().cause()));
        } else {
            handle(current, message);
        }
    }

    private void handle(LiveExchange current, HttpObject message) {
        if (message instanceof HttpResponse response) {
            interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (!interim) {
                keepAlive = HttpUtil.isKeepAlive(response);
                idleLimitNanos = KeepAlive.limitNanos(
                        response.headers(), connections.config().idleLimit().toNanos());
                current.head(response.status().code(), response.headers(), stamps);
            }
        }
        if (message instanceof HttpContent content && !interim) {
            if (content.content().isReadable()) {
                current.body(content.content(), stamps);
            }
            if (content instanceof LastHttpContent && exchange == current) {
                complete(current);
            }
        }
    }

    @Override
    public void data(ByteBuf bytes) {
        LiveExchange current = exchange;
        if (current != null) {
            current.body(bytes, stamps);
        }
    }

    @Override
    public void over() {
        LiveExchange current = exchange;
        if (current != null) {
            complete(current);
        }
    }

    @Override
    public void broken() {
        LiveExchange current = exchange;
        if (current != null) {
            refuse(current, "a chunk of the body is malformed");
        }
    }

    private static void refuse(LiveExchange current, String error) {
        current.fail(ExchangeFailure.PROTOCOL, "the answer is not HTTP/1.1 within its limits: " + error);
    }

    private void complete(LiveExchange current) {
        exchange = null;
        reading(true);
        if (keepAlive && channel.isActive()) {
            connections.release(this);
        } else {
            close();
        }
        current.complete(stamps);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (exchange != null) {
            fail(lostReason());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (exchange == null) {
            close();
        } else {
            fail(lostReason() + " (" + ConnectFailures.reasonOf(cause) + ")");
        }
    }

    private String lostReason() {
        if (decoder.begun()) {
            return "the connection ended within the answer";
        }
        return exchangesBegun > 1
                ? "the kept-alive connection ended before any byte of an answer"
                : "the connection ended before any byte of an answer";
    }

    private void fail(String reason) {
        LiveExchange current = exchange;
        if (current != null) {
            current.fail(decoder.begun() ? ExchangeFailure.CUT : ExchangeFailure.NO_RESPONSE, reason);
        }
    }
}
