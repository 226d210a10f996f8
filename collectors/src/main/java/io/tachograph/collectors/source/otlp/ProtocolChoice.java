package io.tachograph.collectors.source.otlp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees by its first bytes whether a connection speaks HTTP/2, as gRPC does, or HTTP/1.1. */
final class ProtocolChoice extends ByteToMessageDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(ProtocolChoice.class);
    private static final int STREAMS = 32;
    private static final int HEADER_BYTES = 16 * 1024;
    private static final int WINDOW_BYTES = 256 * 1024;

    private final Receiver receiver;

    ProtocolChoice(Receiver receiver) {
        this.receiver = receiver;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        ByteBuf preface = Http2CodecUtil.connectionPrefaceBuf();
        try {
            int known = Math.min(in.readableBytes(), preface.readableBytes());
            boolean alike = ByteBufUtil.equals(in, in.readerIndex(), preface, preface.readerIndex(), known);
            if (alike && known < preface.readableBytes()) {
                return;
            }
            ChannelPipeline pipeline = ctx.pipeline();
            if (alike) {
                speakHttp2(pipeline);
            } else {
                pipeline.addLast(new HttpServerCodec(), new OtlpExchange(receiver, false));
            }
            pipeline.remove(this);
        } finally {
            preface.release();
        }
    }

    /** As of a load balancer that only looks whether somebody listens. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("a connection failed before it said anything, and is closed", cause);
        var unused = ctx.close();
    }

    /** What is no HTTP/2 has been answered by the codec with the end of the connection. */
    private static final class BrokenConnection extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            LOG.debug("a sender's connection failed and is closed", cause);
            var unused = ctx.close();
        }
    }

    private void speakHttp2(ChannelPipeline pipeline) {
        pipeline.addLast(
                Http2FrameCodecBuilder.forServer()
                        .initialSettings(Http2Settings.defaultSettings()
                                .maxConcurrentStreams(STREAMS)
                                .initialWindowSize(WINDOW_BYTES)
                                .maxHeaderListSize(HEADER_BYTES))
                        .build(),
                new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        stream.pipeline()
                                .addLast(new Http2StreamFrameToHttpObjectCodec(true), new OtlpExchange(receiver, true));
                    }
                }),
                new BrokenConnection());
    }
}
