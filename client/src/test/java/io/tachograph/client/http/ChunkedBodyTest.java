package io.tachograph.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunked bodies against Netty's decoder for them, which takes them apart in its own way. */
class ChunkedBodyTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final int MAX_HEAD_BYTES = 8192;

    @Test
    void bodyCutAnywhere_isThatOfNetty() {
        Random random = new Random(3);
        for (int i = 0; i < 3_000; i++) {
            byte[] body = body(random, 4);
            String read = ours(cut(body, random));

            assertThat(read).isEqualTo(nettys(cut(body, random))).endsWith("|over");
        }
    }

    @Test
    void brokenBody_givesTheDataThatNettyGives() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            // Without extensions, whose grammar Netty checks and we skip.
            byte[] body = body(random, 0);
            int at = random.nextInt(body.length);
            body[at] = (byte) "\r\n0ag:\0".charAt(random.nextInt(7));
            String read = ours(cut(body, random));

            String wanted = nettys(cut(body, random));
            String whole = new String(body, StandardCharsets.ISO_8859_1);
            if (!read.endsWith("|broken") && !wanted.endsWith("|broken")) {
                assertThat(read).as(whole).isEqualTo(wanted);
            }
            // The data before the fault. Netty looks into trailers too, which come after it.
            assertThat(dataOf(read)).as(whole).isEqualTo(dataOf(wanted));
        }
    }

    private static String dataOf(String heard) {
        int end = heard.indexOf('|');
        return end < 0 ? heard : heard.substring(0, end);
    }

    @Test
    void sizePaddedWithBlanks_isRead() {
        assertThat(ours(new byte[][] {"1  \r\na\r\n0 \r\n\r\n".getBytes(StandardCharsets.US_ASCII)}))
                .isEqualTo("a|over");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\n",
                "\r\n",
                "-1\r\n",
                "1\r\nab\r\n",
                "1\r\na\n",
                "1\na",
                "1000000000000000\r\n",
                "7fffffffffffffff1\r\n"
            })
    void whatIsNoChunk_isBroken(String body) {
        assertThat(ours(new byte[][] {body.getBytes(StandardCharsets.US_ASCII)}))
                .endsWith("|broken");
    }

    @Test
    void linesWithoutEnd_areBrokenAtTheLimit() {
        assertThat(ours(new byte[][] {("1;" + "x".repeat(5_000)).getBytes(StandardCharsets.US_ASCII)}))
                .isEqualTo("|broken");
        assertThat(ours(new byte[][] {("0\r\n" + "a: b\r\n".repeat(3_000)).getBytes(StandardCharsets.US_ASCII)}))
                .isEqualTo("|broken");
    }

    private static String ours(byte[][] reads) {
        StringBuilder heard = new StringBuilder();
        AnswerDecoder decoder = new AnswerDecoder(
                MAX_HEAD_BYTES,
                new AnswerDecoder.Body() {
                    @Override
                    public void data(ByteBuf bytes) {
                        heard.append(bytes.toString(StandardCharsets.ISO_8859_1));
                    }

                    @Override
                    public void over() {
                        heard.append("|over");
                    }

                    @Override
                    public void broken() {
                        heard.append("|broken");
                    }
                },
                // Smaller than some reads.
                Unpooled.wrappedBuffer(new byte[64]));
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        channel.writeInbound(Unpooled.copiedBuffer(HEAD, StandardCharsets.US_ASCII));
        for (byte[] read : reads) {
            ByteBuf bytes = Unpooled.copiedBuffer(read);
            channel.writeInbound(bytes);
            // An empty buffer of Netty is never released.
            if (heard.indexOf("|") < 0 && read.length > 0) {
                // Kept by nobody.
                assertThat(bytes.refCnt()).isZero();
            }
        }
        channel.finishAndReleaseAll();
        return heard.toString();
    }

    private static String nettys(byte[][] reads) {
        StringBuilder heard = new StringBuilder();
        EmbeddedChannel channel =
                new EmbeddedChannel(new HttpResponseDecoder(new HttpDecoderConfig().setValidateHeaders(false)));
        channel.writeInbound(Unpooled.copiedBuffer(HEAD, StandardCharsets.US_ASCII));
        for (byte[] read : reads) {
            channel.writeInbound(Unpooled.copiedBuffer(read));
        }
        for (HttpObject each = channel.readInbound(); each != null; each = channel.readInbound()) {
            if (heard.indexOf("|") < 0) {
                hear(each, heard);
            }
            ReferenceCountUtil.release(each);
        }
        channel.finishAndReleaseAll();
        return heard.toString();
    }

    private static void hear(HttpObject each, StringBuilder heard) {
        if (each.decoderResult().isFailure()) {
            heard.append("|broken");
        } else if (each instanceof HttpContent content) {
            heard.append(content.content().toString(StandardCharsets.ISO_8859_1));
            heard.append(content instanceof LastHttpContent ? "|over" : "");
        }
    }

    /** @param extensions of ten chunks, so many have one */
    private static byte[] body(Random random, int extensions) {
        StringBuilder body = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            String data = "a0\r\n; ".repeat(20).substring(0, 1 + random.nextInt(100));
            String size = Integer.toHexString(data.length());
            body.append("0".repeat(random.nextInt(3)))
                    .append(random.nextBoolean() ? size : size.toUpperCase(Locale.ROOT))
                    .append(random.nextInt(10) >= extensions ? "" : random.nextBoolean() ? ";name=value" : " ; name")
                    .append("\r\n")
                    .append(data)
                    .append("\r\n");
        }
        return body.append("0\r\n")
                .append("Expires: never\r\n".repeat(Math.max(0, random.nextInt(6) - 3)))
                .append("\r\n")
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[][] cut(byte[] body, Random random) {
        int first = random.nextInt(body.length + 1);
        int second = first + random.nextInt(body.length - first + 1);
        return new byte[][] {
            Arrays.copyOfRange(body, 0, first),
            Arrays.copyOfRange(body, first, second),
            Arrays.copyOfRange(body, second, body.length)
        };
    }
}
