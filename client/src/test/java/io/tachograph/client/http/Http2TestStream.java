package io.tachograph.client.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamFrame;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The server's side of one stream: the request, and the ways to answer it. Its calls return {@code this}. */
final class Http2TestStream extends SimpleChannelInboundHandler<Http2StreamFrame> {
    /** The error of the reset that the client sent. */
    final CompletableFuture<Http2Error> reset = new CompletableFuture<>();

    private final Channel channel;
    private final Consumer<Http2TestStream> script;
    private final StringBuilder body = new StringBuilder();
    private Http2Headers headers = new DefaultHttp2Headers();

    Http2TestStream(Channel channel, Consumer<Http2TestStream> script) {
        this.channel = channel;
        this.script = script;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Http2StreamFrame frame) {
        boolean whole = false;
        if (frame instanceof Http2HeadersFrame head) {
            headers = head.headers();
            whole = head.isEndStream();
        } else if (frame instanceof Http2DataFrame data) {
            body.append(data.content().toString(StandardCharsets.UTF_8));
            whole = data.isEndStream();
        }
        if (whole) {
            script.accept(this);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Http2ResetFrame frame) {
            reset.complete(Http2Error.valueOf(frame.errorCode()));
        }
    }

    Http2Headers headers() {
        return headers;
    }

    String path() {
        return headers.path().toString();
    }

    String body() {
        return body.toString();
    }

    int id() {
        return ((Http2StreamChannel) channel).stream().id();
    }

    Http2TestStream head(String status, String... namesAndValues) {
        return write(new DefaultHttp2HeadersFrame(headers(status, namesAndValues)));
    }

    private static Http2Headers headers(String status, String... namesAndValues) {
        Http2Headers head = new DefaultHttp2Headers();
        if (!status.isEmpty()) {
            head.status(status);
        }
        for (int i = 0; i < namesAndValues.length; i += 2) {
            head.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return head;
    }

    Http2TestStream data(String text) {
        return write(new DefaultHttp2DataFrame(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
    }

    Http2TestStream end() {
        return write(new DefaultHttp2DataFrame(true));
    }

    Http2TestStream trailers(String name, String value) {
        return write(new DefaultHttp2HeadersFrame(headers("", name, value), true));
    }

    /** A whole answer. */
    Http2TestStream answer(String text) {
        return head("200").data(text).end();
    }

    /** Waits until the socket has what was written. Not from the server's loop. */
    void awaitFlushed() {
        channel.parent().writeAndFlush(Unpooled.EMPTY_BUFFER).syncUninterruptibly();
    }

    Http2TestStream reset(Http2Error error) {
        return write(new DefaultHttp2ResetFrame(error));
    }

    /** Says, past Netty, which would not lie, that no stream after {@code lastTaken} is looked at. */
    Http2TestStream goAway(int lastTaken, Http2Error error) {
        ByteBuf frame =
                Unpooled.buffer().writeMedium(8).writeByte(7).writeByte(0).writeInt(0);
        frame.writeInt(lastTaken).writeInt((int) error.code());
        ChannelFuture unused =
                channel.parent().pipeline().context(Http2FrameCodec.class).writeAndFlush(frame);
        return this;
    }

    void closeConnection() {
        ChannelFuture unused =
                channel.parent().pipeline().context(Http2FrameCodec.class).close();
    }

    private Http2TestStream write(Object frame) {
        ChannelFuture unused = channel.writeAndFlush(frame);
        return this;
    }
}
