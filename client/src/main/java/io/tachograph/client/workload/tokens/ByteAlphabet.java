package io.tachograph.client.workload.tokens;

/**
 * GPT-2's way to write any byte as a visible character: printable Latin-1 characters stand for themselves, and the other
 * bytes, in order, for the characters from U+0100 on.
 */
final class ByteAlphabet {
    private static final char[] CHARACTERS = characters();

    private ByteAlphabet() {}

    private static char[] characters() {
        char[] all = new char[256];
        char next = 0x100;
        for (int b = 0; b < 256; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
            all[b] = printable ? (char) b : next++;
        }
        return all;
    }

    static char of(int unsignedByte) {
        return CHARACTERS[unsignedByte];
    }
}
