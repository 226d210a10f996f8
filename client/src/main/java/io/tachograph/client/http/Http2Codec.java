package io.tachograph.client.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import org.jspecify.annotations.Nullable;

/** Last in the pipeline: Netty's HTTP/2, which notifies a session of what becomes of its connection. */
final class Http2Codec extends Http2ConnectionHandler {
    private static final int STREAM_WINDOW_BYTES = 1 << 20;

    private final Http2Session session;

    private Http2Codec(
            Http2Session session,
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings) {
        super(decoder, encoder, settings);
        this.session = session;
    }

    static Http2Codec of(Http2Session session, int maxHeadBytes) {
        return new Builder(session, maxHeadBytes).build();
    }

    /** Without the message, which may quote what was received. */
    static String nameOf(Throwable failure) {
        @Nullable Http2Exception known = Http2CodecUtil.getEmbeddedHttp2Exception(failure);
        return known == null ? ConnectFailures.nameOf(failure) : known.error().name();
    }

    static String nameOf(long error) {
        @Nullable Http2Error known = Http2Error.valueOf(error);
        return known == null ? "error " + error : known.name();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        session.ended();
        super.channelInactive(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) != null) {
            super.exceptionCaught(ctx, cause);
        } else {
            // Of the socket or of TLS; the end of the connection is reported as usual.
            ChannelFuture unused = ctx.close();
        }
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, @Nullable Http2Exception known) {
        session.broken(cause);
        super.onConnectionError(ctx, outbound, cause, known);
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, Http2Exception.StreamException known) {
        @Nullable ExchangeStream stream = session.stream(known.streamId());
        super.onStreamError(ctx, outbound, cause, known);
        if (stream != null && outbound) {
            stream.unsendable(known.error().name());
        } else if (stream != null) {
            stream.broken(known.error().name());
        }
    }

    private static final class Builder extends AbstractHttp2ConnectionHandlerBuilder<Http2Codec, Builder> {
        private final Http2Session session;
        private final Http2Frames frames;

        Builder(Http2Session session, int maxHeadBytes) {
            this.session = session;
            this.frames = new Http2Frames(session);
            server(false);
            initialSettings(Http2Settings.defaultSettings()
                    .pushEnabled(false)
                    .initialWindowSize(STREAM_WINDOW_BYTES)
                    .maxHeaderListSize(maxHeadBytes));
            // Exchanges have ended, one way or the other, before a connection is closed.
            gracefulShutdownTimeoutMillis(0);
            // Meant for servers under attack; here a share of cancelled requests is somebody's plan.
            encoderEnforceMaxRstFramesPerWindow(0, 1);
            decoderEnforceMaxRstFramesPerWindow(0, 1);
            frameListener(frames);
        }

        @Override
        protected Http2Codec build(
                Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
            decoder.connection().addListener(frames);
            return new Http2Codec(session, decoder, encoder, settings);
        }

        @Override
        protected Http2Codec build() {
            return super.build();
        }
    }
}
