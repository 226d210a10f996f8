package io.tachograph.client.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/** Receives frames and the ends of streams, and passes each to the exchange it concerns. */
final class Http2Frames extends Http2EventAdapter {
    private final Http2Session session;

    Http2Frames(Http2Session session) {
        this.session = session;
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int id,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean last) {
        onHeadersRead(ctx, id, headers, padding, last);
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean last) {
        @Nullable ExchangeStream stream = session.stream(id);
        if (stream != null) {
            stream.headers(headers, last);
        }
    }

    /** @return all of it, so that the server may at once send as much again; nothing while the exchange is paused */
    @Override
    public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean last) {
        int consumed = data.readableBytes() + padding;
        @Nullable ExchangeStream stream = session.stream(id);
        if (stream != null) {
            stream.data(data, last);
            return stream.consumedOf(consumed);
        }
        return consumed;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int id, long error) {
        @Nullable ExchangeStream stream = session.stream(id);
        if (stream != null) {
            stream.resetByServer(Http2Codec.nameOf(error));
        }
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext ctx, int lastTaken, long error, ByteBuf debug) {
        session.goAway(lastTaken, Http2Codec.nameOf(error));
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
        session.settingsRead();
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        session.streamClosed();
    }
}
