package io.tachograph.client.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;

/** What an HTTP/1.1 connection sends for a call: head and body in one piece. */
final class RequestBytes {
    private static final int HEAD_ESTIMATE = 512;
    private static final byte[] AFTER_PATH = ascii(" HTTP/1.1\r\n");
    private static final byte[] CLOSE = ascii("connection: close\r\n");
    private static final byte[] LENGTH = ascii("content-length: ");
    private static final byte[] COLON = ascii(": ");
    private static final byte[] LINE_END = ascii("\r\n");

    private final byte[] host;
    private final boolean reuse;

    RequestBytes(HttpEndpoint endpoint, boolean reuse) {
        this.host = ascii("host: " + endpoint.hostHeader() + "\r\n");
        this.reuse = reuse;
    }

    ByteBuf of(HttpCall call, ByteBufAllocator allocator) {
        byte[] body = call.body();
        ByteBuf out = allocator.directBuffer(HEAD_ESTIMATE + body.length);
        write(call.method().asciiName(), out);
        out.writeByte(' ');
        ByteBufUtil.writeUtf8(out, call.path());
        out.writeBytes(AFTER_PATH);
        if (!call.headers().contains(HttpHeaderNames.HOST)) {
            out.writeBytes(host);
        }
        if (!reuse) {
            out.writeBytes(CLOSE);
        }
        writeHeaders(call.headers(), out);
        if (body.length > 0) {
            out.writeBytes(LENGTH);
            ByteBufUtil.writeAscii(out, Integer.toString(body.length));
            out.writeBytes(LINE_END);
        }
        return out.writeBytes(LINE_END).writeBytes(body);
    }

    private static void writeHeaders(HttpHeaders headers, ByteBuf out) {
        Iterator<Map.Entry<CharSequence, CharSequence>> each = headers.iteratorCharSequence();
        while (each.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = each.next();
            write(header.getKey(), out);
            out.writeBytes(COLON);
            write(header.getValue(), out);
            out.writeBytes(LINE_END);
        }
    }

    private static void write(CharSequence text, ByteBuf out) {
        if (text instanceof AsciiString ascii) {
            out.writeBytes(ascii.array(), ascii.arrayOffset(), ascii.length());
        } else {
            ByteBufUtil.writeUtf8(out, text);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
