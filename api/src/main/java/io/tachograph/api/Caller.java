package io.tachograph.api;

/**
 * Who is calling.
 *
 * @param name {@code key-1} for the first configured key, and so on
 * @param hint the key's last characters, so that its owner can tell which one it is
 */
record Caller(String name, String hint) {
    static Caller of(int position, String key) {
        // Four of sixteen characters are still far from a key; of a short one only two.
        int shown = key.length() >= 16 ? 4 : 2;
        return new Caller("key-" + position, "…" + key.substring(key.length() - shown));
    }
}
