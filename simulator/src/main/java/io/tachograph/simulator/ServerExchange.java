package io.tachograph.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/** One request's answer on its connection: whole, or as a stream of events. Used on the event loop only. */
final class ServerExchange {
    /** Holds a token's event without growing. */
    private static final int EVENT_BYTES = 512;

    private final ChannelHandlerContext ctx;
    private final ServerCall call;
    private final boolean keepAlive;
    private final IntConsumer onStatus;
    private final Runnable onEnd;
    private Runnable onGone = () -> {};
    private boolean over;

    /**
     * @param onStatus given the status when the answer begins
     * @param onEnd called when the answer is complete and the connection stays open for the next
     */
    ServerExchange(ChannelHandlerContext ctx, ServerCall call, IntConsumer onStatus, Runnable onEnd) {
        this.ctx = ctx;
        this.call = call;
        this.keepAlive = call.keepAlive();
        this.onStatus = onStatus;
        this.onEnd = onEnd;
    }

    /** An empty piece of an event stream, to be filled and handed to {@link #event}. */
    ByteBuf newEvent() {
        ByteBuf piece = ctx.alloc().ioBuffer(EVENT_BYTES);
        return call.chunkedUnderstood() ? ChunkFrame.open(piece) : piece;
    }

    /** What to do when the client leaves before the answer is complete. */
    void onGone(Runnable action) {
        onGone = action;
    }

    /** The connection is closed. */
    void gone() {
        if (!over) {
            over = true;
            onGone.run();
        }
    }

    void refuse(ApiError error) {
        answer(error.status(), "application/json", error.json());
    }

    void answer(int status, String contentType, String body) {
        if (over) {
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(bytes));
        setConnection(response);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
        if (!contentType.isEmpty()) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        }
        if (status == HttpResponseStatus.TOO_MANY_REQUESTS.code()) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, "1");
        }
        if (status == HttpResponseStatus.METHOD_NOT_ALLOWED.code()) {
            response.headers().set(HttpHeaderNames.ALLOW, call.path().endsWith("/completions") ? "POST" : "GET");
        }
        onStatus.accept(status);
        finish(response);
    }

    void openEventStream() {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        setConnection(response);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE);
        if (call.chunkedUnderstood()) {
            response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        onStatus.accept(200);
        send(response);
    }

    /** Hands one piece of an event stream to the socket. */
    void event(ByteBuf piece) {
        if (over) {
            piece.release();
            return;
        }
        // Past the HTTP encoder, whose state allows it while a chunked body is open: one buffer, one system call.
        ByteBuf bytes = call.chunkedUnderstood() ? ChunkFrame.close(piece) : piece;
        var unused = ctx.pipeline().firstContext().writeAndFlush(bytes, ctx.voidPromise());
    }

    /** Ends an event stream as HTTP wants it; whether the events announced an end is another matter. */
    void endEventStream() {
        if (!over) {
            finish(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    /** Closes the connection in the middle of things. */
    void cut() {
        if (!over) {
            over = true;
            var unused = ctx.close();
        }
    }

    private void finish(Object lastMessage) {
        over = true;
        if (call.refusal() != null) {
            // The client may still be sending; a close now would reset the connection before it reads the answer.
            ctx.writeAndFlush(lastMessage).addListener(written -> Lingering.close(ctx));
        } else if (keepAlive && call.chunkedUnderstood()) {
            send(lastMessage);
            onEnd.run();
        } else {
            ctx.writeAndFlush(lastMessage).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** A write that fails closes the channel, and the connection notifies this exchange that it is gone. */
    private void send(Object message) {
        var unused = ctx.writeAndFlush(message, ctx.voidPromise());
    }

    private void setConnection(HttpResponse response) {
        if (!keepAlive || !call.chunkedUnderstood()) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }
}
