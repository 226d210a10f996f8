package io.tachograph.client.endpoint;

/**
 * Walks over JSON in an array, one value at a time, without objects. It knows all of JSON but field names with escapes or
 * beyond ASCII and long numbers; these and all that is not JSON it calls {@link #UNUSUAL}, and leaves them
 * to the JSON library. What it does not call so the library reads in the same way: a test compares them.
 *
 * <p>Methods that walk take and return places in the array; they return the place behind what they walked over, or
 * {@link #UNUSUAL}. The others look at a value that was walked over.
 */
final class JsonScan {
    static final int UNUSUAL = -1;
    /** So many digits fit into a long. */
    private static final int MAX_DIGITS = 18;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private JsonScan() {}

    static int blank(byte[] json, int from, int end) {
        int at = from;
        while (at < end && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
        return at;
    }

    /**
     * The rest of a string.
     *
     * @param from behind its quote
     * @return behind its other quote
     */
    static int string(byte[] json, int from, int end) {
        int at = from;
        while (at < end) {
            if (at + Long.BYTES <= end) {
                long word = ByteWords.at(json, at);
                int skipped = ByteWords.first((word & ByteWords.TOPS)
                        | ByteWords.below(word, ' ')
                        | ByteWords.equal(word, '"')
                        | ByteWords.equal(word, '\\'));
                at += skipped;
                if (skipped == Long.BYTES) {
                    continue;
                }
            }
            byte b = json[at];
            if (b == '"') {
                return at + 1;
            } else if (b == '\\') {
                at = escape(json, at + 1, end);
            } else if (b < 0) {
                at = codePoint(json, at, end);
            } else if (b < ' ') {
                return UNUSUAL;
            } else {
                at++;
            }
            if (at == UNUSUAL) {
                return UNUSUAL;
            }
        }
        return UNUSUAL;
    }

    private static int escape(byte[] json, int at, int end) {
        if (at >= end) {
            return UNUSUAL;
        }
        switch (json[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return at + 1;
            }
            case 'u' -> {
                for (int i = 1; i <= 4; i++) {
                    if (at + i >= end || Character.digit(json[at + i], 16) < 0) {
                        return UNUSUAL;
                    }
                }
                return at + 5;
            }
            default -> {
                return UNUSUAL;
            }
        }
    }

    /** Beyond ASCII, in UTF-8. */
    private static int codePoint(byte[] json, int at, int end) {
        int lead = json[at] & 0xff;
        int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        if (lead < 0xc2 || lead > 0xf4 || at + more >= end) {
            return UNUSUAL;
        }
        int point = lead & (0x3f >> more);
        for (int i = 1; i <= more; i++) {
            if ((json[at + i] & 0xc0) != 0x80) {
                return UNUSUAL;
            }
            point = (point << 6) | (json[at + i] & 0x3f);
        }
        boolean good =
                switch (more) {
                    case 1 -> true;
                    case 2 -> point >= 0x800 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
                    default -> point >= Character.MIN_SUPPLEMENTARY_CODE_POINT && point <= Character.MAX_CODE_POINT;
                };
        return good ? at + more + 1 : UNUSUAL;
    }

    /** The rest of a field's name, up to its quote. */
    static int name(byte[] json, int from, int end) {
        for (int at = from; at < end; at++) {
            byte b = json[at];
            if (b == '"') {
                return at;
            }
            if (b < ' ' || b == '\\') {
                return UNUSUAL;
            }
        }
        return UNUSUAL;
    }

    /** A number, a truth value or null. */
    static int plain(byte[] json, int at, int end) {
        return switch (json[at]) {
            case 't' -> word(json, at, end, TRUE);
            case 'f' -> word(json, at, end, FALSE);
            case 'n' -> word(json, at, end, NULL);
            default -> number(json, at, end);
        };
    }

    private static int word(byte[] json, int at, int end, byte[] word) {
        if (at + word.length > end) {
            return UNUSUAL;
        }
        for (int i = 0; i < word.length; i++) {
            if (json[at + i] != word[i]) {
                return UNUSUAL;
            }
        }
        return at + word.length;
    }

    private static int number(byte[] json, int from, int end) {
        int at = json[from] == '-' ? from + 1 : from;
        int whole = digits(json, at, end);
        if (whole == at || whole - at > MAX_DIGITS || (json[at] == '0' && whole - at > 1)) {
            return UNUSUAL;
        }
        at = whole;
        if (at < end && json[at] == '.') {
            int fraction = digits(json, at + 1, end);
            if (fraction == at + 1 || fraction - at > MAX_DIGITS) {
                return UNUSUAL;
            }
            at = fraction;
        }
        if (at < end && (json[at] == 'e' || json[at] == 'E')) {
            int sign = at + 1 < end && (json[at + 1] == '-' || json[at + 1] == '+') ? 1 : 0;
            int exponent = digits(json, at + 1 + sign, end);
            // As in 1e-05: what has more digits is hardly about tokens.
            return exponent == at + 1 + sign || exponent - at > 5 ? UNUSUAL : exponent;
        }
        return at;
    }

    private static int digits(byte[] json, int from, int end) {
        int at = from;
        while (at < end && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        return at;
    }

    /** Whether the value is a text with anything in it. */
    static boolean isText(byte[] json, int at, int behind) {
        return json[at] == '"' && behind > at + 2;
    }

    /** Whether the value is a text, a list or an object, and not plainly an empty one. */
    static boolean isFilled(byte[] json, int at, int end) {
        byte first = json[at];
        byte second = at + 1 < end ? json[at + 1] : 0;
        return (first == '"' && second != '"') || (first == '[' && second != ']') || (first == '{' && second != '}');
    }

    /** Whether the value is written as counts are: a text or a fraction may be one nonetheless. */
    static boolean isUsualCount(byte[] json, int at, int behind) {
        for (int i = at; i < behind; i++) {
            if (json[i] == '"' || json[i] == '.' || (json[i] | 0x20) == 'e') {
                return json[at] == 't' || json[at] == 'f';
            }
        }
        return behind != UNUSUAL;
    }

    /** The number that is there if it is whole and not negative, else {@link Chunk#ABSENT}. */
    static long count(byte[] json, int from, int to) {
        long count = 0;
        for (int at = from; at < to; at++) {
            int digit = json[at] - '0';
            if (digit < 0 || digit > 9) {
                // Zero is the one whole number that a sign leaves as it is.
                return to - from == 2 && json[from] == '-' && json[from + 1] == '0' ? 0 : Chunk.ABSENT;
            }
            count = 10 * count + digit;
        }
        return count;
    }
}
