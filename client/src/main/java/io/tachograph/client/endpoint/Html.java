package io.tachograph.client.endpoint;

import java.util.regex.Pattern;

/** A page, or a piece of one, that a proxy sends where an answer should be. */
final class Html {
    private static final int MOST_READ = 8 * 1024;
    private static final int MOST_CHARS = 200;
    private static final Pattern TAGS =
            Pattern.compile("(?s)<(script|style)\\b.*?</\\1>|<[^>]*>", Pattern.CASE_INSENSITIVE);

    private Html() {}

    /** No JSON, and no line of an event stream, begins so. */
    static boolean begins(String text) {
        return text.startsWith("<");
    }

    /** What it says to a reader, from its title on. */
    static String words(String page) {
        String beginning = page.substring(0, Math.min(page.length(), MOST_READ));
        String words = ErrorText.oneLine(TAGS.matcher(beginning).replaceAll(" "), MOST_CHARS);
        return words.isEmpty() ? "an HTML page" : words;
    }
}
