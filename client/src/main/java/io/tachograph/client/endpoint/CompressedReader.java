package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that came compressed, though nobody asked for that: read as what was compressed. Its stamps are
 * those of the reads that brought the compressed bytes, so they are as fine as the server's compressor lets them be.
 */
final class CompressedReader implements AnswerReader {
    private final AnswerReader answer;
    private final String encoding;
    private final Inflation inflation;

    private CompressedReader(AnswerReader answer, String encoding) {
        this.answer = answer;
        this.encoding = encoding;
        this.inflation = new Inflation(!encoding.equals("deflate"));
    }

    /** What reads a body whose head is this; {@code answer} itself when it is not compressed. */
    static AnswerReader of(HttpHeaders head, AnswerReader answer) {
        String encoding = encoding(head);
        return switch (encoding) {
            case "" -> answer;
            case "gzip", "x-gzip", "deflate" -> new CompressedReader(answer, encoding);
            default ->
                new UnreadBody(behind(answer, "the answer is compressed (" + encoding + "), which was not asked for"));
        };
    }

    /** In small letters, empty for none. */
    static String encoding(HttpHeaders head) {
        String encoding = String.join(", ", head.getAll(HttpHeaderNames.CONTENT_ENCODING))
                .strip()
                .toLowerCase(Locale.ROOT);
        return encoding.equals("identity") ? "" : encoding;
    }

    @Override
    public void read(ByteBuf bytes, long nanos) throws AnswerException {
        byte[] compressed = new byte[bytes.readableBytes()];
        bytes.getBytes(bytes.readerIndex(), compressed);
        try {
            inflation.read(compressed, (piece, length) -> answer.read(Unpooled.wrappedBuffer(piece, 0, length), nanos));
        } catch (DataFormatException e) {
            throw broken();
        }
    }

    @Override
    public @Nullable ApiCall end() throws AnswerException {
        if (!inflation.isWhole()) {
            throw broken();
        }
        return answer.end();
    }

    private AnswerException broken() {
        return behind(answer, "the answer is compressed (" + encoding + ") and cannot be decompressed");
    }

    /** Of an error the status comes first. */
    private static AnswerException behind(AnswerReader answer, String finding) {
        AnswerException known = answer.finding();
        return known == null
                ? AnswerException.protocol(finding)
                : new AnswerException(known.outcome(), known.getMessage() + ": " + finding);
    }

    @Override
    public String note() {
        String other = answer.note();
        return "answers came compressed (" + encoding
                + "), which was not asked for: their times are those of its pieces"
                + (other == null ? "" : "; " + other);
    }

    @Override
    public @Nullable AnswerException finding() {
        return answer.finding();
    }

    @Override
    public boolean isWhole() {
        return answer.isWhole();
    }

    @Override
    public void close() {
        inflation.close();
    }
}
