package io.tachograph.simulator;

import java.nio.charset.StandardCharsets;

/** The words of which answers consist, one a token, each with its leading blank; as text and as escaped JSON. */
final class Vocabulary {
    private static final String[] WORDS = {
        " the", " fleet", " drives", " on", " through", " night", " and", " every", " engine", " keeps", " its", " own",
        " time", " while", " tokens", " leave", " one", " by", " one", " along", " a", " road", " called", " Straße",
        " which", " bends", " slowly", " towards", " morning", " with", " steady", " wheels"
    };

    /** Number of words. */
    static final int SIZE = WORDS.length;

    private static final byte[][] BYTES = new byte[SIZE][];

    static {
        for (int i = 0; i < SIZE; i++) {
            BYTES[i] = WORDS[i].getBytes(StandardCharsets.UTF_8);
        }
    }

    private Vocabulary() {}

    /** Text of the index-th token of an answer; no word needs an escape in JSON. */
    static String word(int firstWord, int index) {
        return WORDS[(firstWord + index) % SIZE];
    }

    /** The same as UTF-8; not to be written to. */
    static byte[] utf8(int firstWord, int index) {
        return BYTES[(firstWord + index) % SIZE];
    }
}
