package io.tachograph.collectors.target;

import org.jspecify.annotations.Nullable;

/**
 * Makes an error text fit for a record: one line, short, and without the key or the prompt. Servers like to repeat what
 * they were sent; a text that shares a run of characters with either is withheld whole.
 */
final class ErrorText {
    static final int MAX_CHARS = 300;
    private static final int KEY_RUN = 8;
    private static final int PROMPT_RUN = 16;

    /** Shorter prompts turn up in any text. */
    private static final int SHORTEST_PROMPT = 4;

    private ErrorText() {}

    static @Nullable String of(@Nullable String text, String prompt, @Nullable ApiKey key) {
        if (text == null) {
            return null;
        }
        String line = oneLine(text);
        if (key != null && sharesRun(line, key.secret(), KEY_RUN, 1)) {
            return "(the target's error text repeats the API key and is withheld)";
        }
        if (sharesRun(line, oneLine(prompt), PROMPT_RUN, SHORTEST_PROMPT)) {
            return "(the target's error text repeats the prompt and is withheld)";
        }
        return line.length() <= MAX_CHARS ? line : cut(line);
    }

    private static String cut(String line) {
        int end = MAX_CHARS - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }

    private static boolean sharesRun(String text, String secret, int run, int shortest) {
        if (secret.length() < shortest) {
            return false;
        }
        int length = Math.min(run, secret.length());
        for (int at = 0; at + length <= text.length(); at++) {
            if (secret.contains(text.substring(at, at + length))) {
                return true;
            }
        }
        return false;
    }
}
