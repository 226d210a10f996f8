package io.tachograph.client.scrape;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Strings by their bytes: the same few hundred names and values come again on thousands of lines, and only the first
 * becomes an object. Not thread-safe.
 */
final class StringPool {
    /** Beyond this a text has values that do not repeat, and keeping them is of no use. */
    private static final int MOST = 1 << 16;

    private @Nullable String[] words = new @Nullable String[1 << 10];
    private byte[][] bytes = new byte[1 << 10][];
    private int held;

    String of(byte[] buffer, int from, int to) {
        int at = slot(buffer, from, to);
        String word = words[at];
        if (word != null) {
            return word;
        }
        word = new String(buffer, from, to - from, StandardCharsets.UTF_8);
        if (held < MOST) {
            words[at] = word;
            bytes[at] = Arrays.copyOfRange(buffer, from, to);
            held++;
            if (held * 2 > words.length) {
                grow();
            }
        }
        return word;
    }

    private int slot(byte[] buffer, int from, int to) {
        int hash = 0x811c9dc5;
        for (int i = from; i < to; i++) {
            hash = (hash ^ buffer[i]) * 0x01000193;
        }
        int mask = words.length - 1;
        int at = (hash ^ (hash >>> 15)) & mask;
        while (words[at] != null && !Arrays.equals(bytes[at], 0, bytes[at].length, buffer, from, to)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        @Nullable String[] oldWords = words;
        byte[][] oldBytes = bytes;
        words = new @Nullable String[oldWords.length * 2];
        bytes = new byte[oldWords.length * 2][];
        for (int i = 0; i < oldWords.length; i++) {
            if (oldWords[i] != null) {
                int at = slot(oldBytes[i], 0, oldBytes[i].length);
                words[at] = oldWords[i];
                bytes[at] = oldBytes[i];
            }
        }
    }
}
