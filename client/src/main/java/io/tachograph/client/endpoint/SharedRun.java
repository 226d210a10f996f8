package io.tachograph.client.endpoint;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Whether a text repeats a piece of a secret. Takes time in proportion to their lengths, because it runs on event loops. */
final class SharedRun {
    private SharedRun() {}

    /**
     * @param run length of a piece, or the whole secret when that is shorter
     * @param shortest shorter secrets count as not repeated
     */
    static boolean of(String text, String secret, int run, int shortest) {
        int length = Math.min(run, secret.length());
        if (secret.length() < shortest || text.length() < length) {
            return false;
        }
        int[] hashes = IntStream.rangeClosed(0, text.length() - length)
                .map(at -> text.substring(at, at + length).hashCode())
                .sorted()
                .toArray();
        // String.hashCode, rolled along the secret: a set of substrings would make one for each of its characters.
        int hash = secret.substring(0, length).hashCode();
        int weight = 1;
        for (int i = 1; i < length; i++) {
            weight *= 31;
        }
        for (int end = length; ; end++) {
            if (Arrays.binarySearch(hashes, hash) >= 0 && text.contains(secret.substring(end - length, end))) {
                return true;
            }
            if (end == secret.length()) {
                return false;
            }
            hash = (hash - secret.charAt(end - length) * weight) * 31 + secret.charAt(end);
        }
    }
}
