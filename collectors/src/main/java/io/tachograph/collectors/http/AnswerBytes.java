package io.tachograph.collectors.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Behind TLS and before HTTP: knows whether a byte of an answer has come. Next to the socket, the records with which TLS
 * renews its tickets or closes would count; behind HTTP, an unfinished head would not.
 */
final class AnswerBytes extends ChannelInboundHandlerAdapter {
    private boolean seen;

    /** A request is about to be sent. */
    void reset() {
        seen = false;
    }

    boolean seen() {
        return seen;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        seen = true;
        ctx.fireChannelRead(message);
    }
}
