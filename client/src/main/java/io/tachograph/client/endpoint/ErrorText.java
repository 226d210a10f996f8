package io.tachograph.client.endpoint;

/**
 * Makes an error text fit for a record: one line, short, and without secrets or the prompt. Servers like
 * to repeat what they were sent; a text that shares a run of characters with any of them is withheld whole. Takes time in
 * proportion to the lengths of text and prompt, because it runs on event loops.
 */
final class ErrorText {
    static final int MAX_CHARS = 300;
    private static final int PROMPT_RUN = 16;

    /** Shorter prompts turn up in any text. */
    private static final int SHORTEST_PROMPT = 4;

    private ErrorText() {}

    static String of(String text, String prompt, Secrets secrets) {
        // As much as may be shown, and what completes a run that begins there.
        String line = oneLine(text, MAX_CHARS + PROMPT_RUN);
        String repeated = secrets.repeatedIn(line);
        if (repeated == null && SharedRun.of(line, oneLine(prompt, Integer.MAX_VALUE), PROMPT_RUN, SHORTEST_PROMPT)) {
            repeated = "the prompt";
        }
        if (repeated != null) {
            return "(the target's error text repeats " + repeated + " and is withheld)";
        }
        return line.length() <= MAX_CHARS ? line : cut(line);
    }

    private static String cut(String line) {
        int end = MAX_CHARS - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** The beginning of the text with each run of blanks and control characters as one blank. */
    static String oneLine(String text, int maxChars) {
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
}
