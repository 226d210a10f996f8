package io.tachograph.api.request;

import java.util.regex.Pattern;

/** Names that are worth repeating to the caller; anything else could be an attack on who reads the message. */
public final class PlainName {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

    private PlainName() {}

    /** Whether a name is short and of letters, digits, dots, dashes and underscores. */
    public static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches();
    }

    /** The name, or a question mark. */
    public static String of(String name) {
        return isPlain(name) ? name : "?";
    }
}
