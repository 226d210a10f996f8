package io.tachograph.client.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import java.util.List;

/**
 * Behind TLS: takes HTTP/1.1 answers apart, and knows whether a byte of one has come. Next to the socket, the records
 * with which TLS renews its tickets or closes would count; behind HTTP, an unfinished head would not.
 *
 * <p>Heads, and bodies of a known length or up to the close, are Netty's to decode. A chunked body comes token by token,
 * so it goes a way of its own: its bytes are copied once, into an array that all connections of the loop share, and its
 * data is handed on within that array.
 */
final class AnswerDecoder extends HttpResponseDecoder {
    /** Hears of chunked bodies. */
    interface Body {
        /** @param bytes have an array, and are lent for the duration of the call */
        void data(ByteBuf bytes);

        void over();

        void broken();
    }

    private final Body body;
    private final ByteBuf lent;
    private final ChunkedBody chunked;
    private boolean inChunked;
    private boolean begun;
    private boolean headOnly;

    /** @param lent heap memory that is free whenever a connection of the loop reads */
    AnswerDecoder(int maxHeadBytes, Body body, ByteBuf lent) {
        // Nothing is validated: headers are looked at, and who sends them on, as the gateway does, has to validate
        // them.
        // Lines may end with LF alone: RFC 9112, section 2.2.
        super(new HttpDecoderConfig()
                .setMaxHeaderSize(maxHeadBytes)
                .setValidateHeaders(false)
                .setStrictLineParsing(false));
        this.body = body;
        this.lent = lent;
        this.chunked = new ChunkedBody(maxHeadBytes);
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
        if (inChunked && message instanceof ByteBuf bytes) {
            // Nothing of a chunked body is ever kept for later, so these are the next bytes.
            readChunked(bytes);
            if (!bytes.isReadable()) {
                bytes.release();
                return;
            }
        }
        super.channelRead(ctx, message);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (inChunked) {
            readChunked(in);
            return;
        }
        super.decode(ctx, in, out);
        if (!out.isEmpty() && out.get(out.size() - 1) instanceof HttpResponse head && begins(head)) {
            inChunked = true;
            chunked.begin();
        }
    }

    /** Had it no body, its end would have followed it at once. */
    private static boolean begins(HttpResponse head) {
        return head.decoderResult().isSuccess()
                && head.status().codeClass() != HttpStatusClass.INFORMATIONAL
                && HttpUtil.isTransferEncodingChunked(head);
    }

    private void readChunked(ByteBuf in) {
        byte[] bytes = lent.array();
        while (inChunked && in.isReadable()) {
            int length = Math.min(in.readableBytes(), bytes.length);
            in.getBytes(in.readerIndex(), bytes, 0, length);
            int at = 0;
            while (at < length && inChunked) {
                at = chunked.next(bytes, at, length);
                if (chunked.dataTo() > chunked.dataFrom()) {
                    body.data(lent.setIndex(chunked.dataFrom(), chunked.dataTo()));
                } else if (chunked.over()) {
                    end();
                    in.skipBytes(at);
                    body.over();
                    return;
                } else if (chunked.broken()) {
                    end();
                    in.skipBytes(in.readableBytes());
                    body.broken();
                    return;
                }
            }
            in.skipBytes(length);
        }
    }

    /** For Netty the next answer begins. */
    private void end() {
        inChunked = false;
        reset();
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return headOnly || super.isContentAlwaysEmpty(message);
    }
}
