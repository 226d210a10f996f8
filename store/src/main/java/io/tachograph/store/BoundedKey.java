package io.tachograph.store;

import java.util.HexFormat;

/**
 * A key of several parts that people can read and that fits into an index, however long the parts are: PostgreSQL
 * refuses index entries from 2.7 kB on.
 */
public final class BoundedKey {
    private static final int READABLE = 436;
    private static final int LONGEST = 500;

    private BoundedKey() {}

    /**
     * The parts with {@code |} between them. Beyond 500 characters, or where a part has that sign itself: their
     * beginning and the SHA-256 of all.
     */
    public static String of(String... parts) {
        String whole = String.join("|", parts);
        boolean ambiguous = whole.chars().filter(c -> c == '|').count() != parts.length - 1L;
        if (whole.length() <= LONGEST && !ambiguous) {
            return whole;
        }
        // Not between the halves of a surrogate pair, which no encoding could write.
        int end = Math.min(whole.length(), READABLE);
        end -= Character.isHighSurrogate(whole.charAt(end - 1)) ? 1 : 0;
        return whole.substring(0, end) + HexFormat.of().formatHex(Sha256.of(String.join("\u001f", parts)));
    }
}
