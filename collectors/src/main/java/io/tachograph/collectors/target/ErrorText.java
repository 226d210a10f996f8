package io.tachograph.collectors.target;

import java.net.URI;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes an error text fit for a record: one line, short, and without the key, the URL's query or the prompt. Servers like
 * to repeat what they were sent; a text that shares a run of characters with any of them is withheld whole. Takes time in
 * proportion to the lengths of text and prompt, because it runs on event loops.
 */
final class ErrorText {
    static final int MAX_CHARS = 300;
    private static final int KEY_RUN = 8;
    private static final int PROMPT_RUN = 16;

    /** Shorter prompts turn up in any text. */
    private static final int SHORTEST_PROMPT = 4;

    private ErrorText() {}

    static @Nullable String of(@Nullable String text, String prompt, @Nullable ApiKey key, URI url) {
        if (text == null) {
            return null;
        }
        // As much as may be shown, and what completes a run that begins there.
        String line = oneLine(text, MAX_CHARS + PROMPT_RUN);
        if (key != null && sharesRun(line, key.secret(), KEY_RUN, 1)) {
            return "(the target's error text repeats the API key and is withheld)";
        }
        if (repeatsQuery(line, url.getRawQuery()) || repeatsQuery(line, url.getQuery())) {
            return "(the target's error text repeats the URL's query and is withheld)";
        }
        if (sharesRun(line, oneLine(prompt, Integer.MAX_VALUE), PROMPT_RUN, SHORTEST_PROMPT)) {
            return "(the target's error text repeats the prompt and is withheld)";
        }
        return line.length() <= MAX_CHARS ? line : cut(line);
    }

    private static boolean repeatsQuery(String line, @Nullable String query) {
        return query != null && sharesRun(line, query, KEY_RUN, 1);
    }

    private static String cut(String line) {
        int end = MAX_CHARS - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** The beginning of the text with each run of blanks and control characters as one blank. */
    private static String oneLine(String text, int maxChars) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), maxChars));
        boolean gap = false;
        for (int at = 0; at < text.length() && line.length() < maxChars; at++) {
            char c = text.charAt(at);
            if (c <= ' ' || c == 127) {
                gap = true;
                continue;
            }
            if (gap && !line.isEmpty()) {
                line.append(' ');
            }
            gap = false;
            line.append(c);
        }
        return line.toString().strip();
    }

    private static boolean sharesRun(String text, String secret, int run, int shortest) {
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
