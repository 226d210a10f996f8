package io.tachograph.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Joins the pieces of a request into one {@link ServerCall}. What is too large or not HTTP is refused at once, and what
 * follows on that connection is read and thrown away, so that a client that is still sending gets to read the answer.
 */
final class RequestAssembler extends SimpleChannelInboundHandler<HttpObject> {
    /** Longest body that is read. */
    static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

    private @Nullable HttpRequest head;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean refused;

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) throws Exception {
        if (refused) {
            return;
        }
        if (part instanceof HttpRequest request) {
            head = request;
            body.reset();
        }
        HttpRequest current = head;
        if (current == null) {
            return;
        }
        if (part.decoderResult().isFailure()) {
            refuse(ctx, current, ApiError.badRequest("The request is not valid HTTP.", null));
            return;
        }
        if (part instanceof HttpContent content) {
            append(ctx, current, content.content());
        }
        if (part instanceof LastHttpContent && !refused) {
            head = null;
            ctx.fireChannelRead(call(current, body.toByteArray(), HttpUtil.isKeepAlive(current), null));
        }
    }

    private void append(ChannelHandlerContext ctx, HttpRequest current, ByteBuf content) throws Exception {
        if (body.size() + content.readableBytes() > MAX_BODY_BYTES) {
            refuse(ctx, current, ApiError.tooLarge(MAX_BODY_BYTES));
        } else {
            content.readBytes(body, content.readableBytes());
        }
    }

    private void refuse(ChannelHandlerContext ctx, HttpRequest current, ApiError why) {
        refused = true;
        body.reset();
        ctx.fireChannelRead(call(current, new byte[0], false, why));
    }

    private static ServerCall call(HttpRequest head, byte[] body, boolean keepAlive, @Nullable ApiError refusal) {
        String uri = head.uri();
        int query = uri.indexOf('?');
        return new ServerCall(
                head.method().name(),
                query < 0 ? uri : uri.substring(0, query),
                head.headers(),
                body,
                keepAlive,
                head.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0,
                refusal);
    }
}
