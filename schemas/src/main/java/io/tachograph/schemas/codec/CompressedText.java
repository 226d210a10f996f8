package io.tachograph.schemas.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Text as bytes of UTF-8, compressed by gzip. */
public final class CompressedText {
    private CompressedText() {}

    public static byte[] of(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail so", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The text again.
     *
     * @param mostBytes what it may have, however well it was compressed
     * @throws IOException when the bytes are damaged, or the text has more
     */
    public static String text(byte[] compressed, int mostBytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            byte[] text = in.readNBytes(mostBytes + 1);
            if (text.length > mostBytes) {
                throw new IOException("the text has more than " + mostBytes + " bytes");
            }
            return new String(text, StandardCharsets.UTF_8);
        }
    }
}
