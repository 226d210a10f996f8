package io.tachograph.collectors.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/** Last in the pipeline: one connection, which carries one exchange at a time. */
final class Connection extends SimpleChannelInboundHandler<HttpObject> {
    private final Channel channel;
    private final SocketStamps stamps;
    private final AnswerBytes answerBytes;
    private final HttpEndpoint endpoint;
    private final LoopConnections connections;
    private @Nullable LiveExchange exchange;
    private boolean interim;
    private boolean keepAlive;
    private int exchangesBegun;
    private long idleSinceNanos;
    private long idleLimitNanos;

    Connection(
            Channel channel,
            SocketStamps stamps,
            AnswerBytes answerBytes,
            HttpEndpoint endpoint,
            LoopConnections connections) {
        this.channel = channel;
        this.stamps = stamps;
        this.answerBytes = answerBytes;
        this.endpoint = endpoint;
        this.connections = connections;
        this.idleLimitNanos = connections.idleLimitNanos();
        this.idleSinceNanos = System.nanoTime();
    }

    HttpEndpoint endpoint() {
        return endpoint;
    }

    boolean usable(long nowNanos) {
        return channel.isActive() && nowNanos - idleSinceNanos < idleLimitNanos;
    }

    void run(LiveExchange granted) {
        exchange = granted;
        exchangesBegun++;
        stamps.arm(granted);
        answerBytes.reset();
        channel.writeAndFlush(request(granted.call())).addListener(written -> {
            if (!written.isSuccess() && exchange == granted) {
                fail(lostReason());
            }
        });
    }

    private FullHttpRequest request(HttpCall call) {
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, call.method(), call.path(), ByteBufUtil.writeUtf8(channel.alloc(), call.body()));
        request.headers().add(call.headers());
        request.headers().set(HttpHeaderNames.HOST, endpoint.hostHeader());
        if (!call.body().isEmpty()) {
            request.headers()
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, request.content().readableBytes());
        }
        return request;
    }

    /** The exchange has ended without the end of its answer: what comes now belongs to nobody. */
    void abandon() {
        exchange = null;
        close();
    }

    void close() {
        // Nobody waits for it; channelInactive tells.
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
            current.fail(
                    ExchangeFailure.PROTOCOL,
                    "the answer is not HTTP/1.1 within its limits: "
                            + ConnectFailures.nameOf(message.decoderResult().cause()));
        } else {
            handle(current, message);
        }
    }

    private void handle(LiveExchange current, HttpObject message) {
        if (message instanceof HttpResponse response) {
            interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (!interim) {
                keepAlive = HttpUtil.isKeepAlive(response);
                idleLimitNanos = KeepAlive.limitNanos(response.headers(), connections.idleLimitNanos());
                current.head(response.status().code(), response.headers(), stamps.lastReadNanos());
            }
        }
        if (message instanceof HttpContent content && !interim) {
            if (content.content().isReadable()) {
                current.body(content.content(), stamps.lastReadNanos());
            }
            if (content instanceof LastHttpContent && exchange == current) {
                complete(current);
            }
        }
    }

    private void complete(LiveExchange current) {
        exchange = null;
        if (keepAlive && channel.isActive()) {
            idleSinceNanos = System.nanoTime();
            connections.release(this);
        } else {
            close();
        }
        current.complete(stamps.lastReadNanos());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connections.forget(this);
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
        if (answerBytes.seen()) {
            return "the connection ended within the answer";
        }
        return exchangesBegun > 1
                ? "the kept-alive connection ended before any byte of an answer"
                : "the connection ended before any byte of an answer";
    }

    private void fail(String reason) {
        LiveExchange current = exchange;
        if (current != null) {
            current.fail(answerBytes.seen() ? ExchangeFailure.CUT : ExchangeFailure.NO_RESPONSE, reason);
        }
    }
}
