package io.tachograph.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The answer to one request on its way to the client. On the connection's event loop. */
final class ClientAnswer {
    private static final int CR_LF = ('\r' << 8) | '\n';
    /** Of a chunk's size and its two line ends. */
    private static final int FRAME_BYTES = 12;

    private static final long LINGER_SECONDS = 5;
    /** A client has so long to read the end of its last answer. */
    private static final long UNREAD_SECONDS = 75;

    private final ChannelHandlerContext ctx;
    private final ChannelHandlerContext encoder;
    private final boolean understandsChunks;
    private final boolean headOnly;
    private final Runnable ended;
    private boolean keepAlive;
    private boolean chunked;
    private boolean hasBody = true;
    private boolean begun;
    private boolean over;

    /** @param ended told when the answer is complete and the connection stays open for the next */
    ClientAnswer(ChannelHandlerContext ctx, HttpRequest request, Runnable ended) {
        this.ctx = ctx;
        this.encoder = Objects.requireNonNull(ctx.pipeline().context(HttpResponseEncoder.class), "no encoder");
        this.understandsChunks = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
        this.headOnly = HttpMethod.HEAD.equals(request.method());
        this.keepAlive = HttpUtil.isKeepAlive(request);
        this.ended = ended;
    }

    boolean begun() {
        return begun;
    }

    /** An answer of the gateway's own. */
    void whole(Reply reply) {
        if (over) {
            return;
        }
        byte[] bytes = reply.bytes();
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(reply.status()),
                headOnly ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes));
        reply.headers().forEach((name, value) -> response.headers().set(name, value));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
        begun = true;
        finish(response, response.headers());
    }

    /** The connection ends with it; its head says so, if that has not been sent. */
    void beLast() {
        keepAlive = false;
    }

    /** The same while the client may still be sending: a close now would reset the connection before it reads this. */
    void wholeAndLast(Reply reply) {
        keepAlive = false;
        whole(reply);
    }

    /**
     * The head of a target's answer.
     *
     * @param headers that pass; theirs is the length, if they have one
     */
    void begin(int status, HttpHeaders headers, Map<String, String> further) {
        if (over) {
            return;
        }
        begun = true;
        further.forEach(headers::set);
        // The encoder writes none with these; bytes behind one would be taken for the next answer.
        hasBody = status != HttpResponseStatus.NO_CONTENT.code()
                && status != HttpResponseStatus.RESET_CONTENT.code()
                && status != HttpResponseStatus.NOT_MODIFIED.code();
        if (hasBody && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            chunked = understandsChunks;
            keepAlive &= chunked;
        }
        if (chunked) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        HttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), headers);
        closeUnlessKept(headers);
        var unused = ctx.writeAndFlush(response, ctx.voidPromise());
    }

    /** @param lent a piece of the body, which is copied */
    void data(ByteBuf lent) {
        if (over || !hasBody) {
            return;
        }
        int bytes = lent.readableBytes();
        ByteBuf out = ctx.alloc().ioBuffer(bytes + FRAME_BYTES);
        if (chunked) {
            ByteBufUtil.writeAscii(out, Integer.toHexString(bytes));
            out.writeShort(CR_LF);
        }
        out.writeBytes(lent, lent.readerIndex(), bytes);
        if (chunked) {
            out.writeShort(CR_LF);
        }
        // Past the HTTP encoder, whose state allows it while a body is open: one buffer, one system call.
        var unused = encoder.writeAndFlush(out, ctx.voidPromise());
    }

    /** The body is whole. */
    void end() {
        if (!over) {
            over = true;
            close(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    /** The body is not whole, which its client shall see. */
    void cut() {
        if (!over) {
            over = true;
            var unused = ctx.close();
        }
    }

    private void finish(Object whole, HttpHeaders headers) {
        over = true;
        closeUnlessKept(headers);
        close(whole);
    }

    private void closeUnlessKept(HttpHeaders headers) {
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    private void close(Object last) {
        if (keepAlive) {
            var unused = ctx.writeAndFlush(last, ctx.voidPromise());
            ended.run();
        } else {
            ctx.writeAndFlush(last).addListener((ChannelFutureListener) written -> linger());
            closeIn(UNREAD_SECONDS);
        }
    }

    /** Says the end at once, listens a while, then closes. */
    private void linger() {
        if (ctx.channel() instanceof DuplexChannel channel) {
            var unused = channel.shutdownOutput();
        }
        closeIn(LINGER_SECONDS);
    }

    private void closeIn(long seconds) {
        if (ctx.channel().isActive()) {
            Runnable close = () -> {
                var unused = ctx.close();
            };
            Future<?> due = ctx.executor().schedule(close, seconds, TimeUnit.SECONDS);
            ctx.channel().closeFuture().addListener(closed -> due.cancel(false));
        }
    }
}
