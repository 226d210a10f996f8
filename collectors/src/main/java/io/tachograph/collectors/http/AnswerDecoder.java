package io.tachograph.collectors.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseDecoder;

/**
 * Behind TLS: takes HTTP/1.1 answers apart, and knows whether a byte of one has come. Next to the socket, the records
 * with which TLS renews its tickets or closes would count; behind HTTP, an unfinished head would not.
 */
final class AnswerDecoder extends HttpResponseDecoder {
    private boolean begun;
    private boolean headOnly;

    AnswerDecoder(int maxHeadBytes) {
        // What a server says in its headers is looked at, never sent on, so nothing is to be validated.
        super(new HttpDecoderConfig().setMaxHeaderSize(maxHeadBytes).setValidateHeaders(false));
    }

    /** A request is about to be sent. */
    void expect(HttpMethod method) {
        begun = false;
        headOnly = HttpMethod.HEAD.equals(method);
    }

    boolean begun() {
        return begun;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        begun = true;
        super.channelRead(ctx, message);
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return headOnly || super.isContentAlwaysEmpty(message);
    }
}
