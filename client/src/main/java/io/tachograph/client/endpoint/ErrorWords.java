package io.tachograph.client.endpoint;

import java.util.Set;
import java.util.regex.Pattern;

/** The words by which servers name errors: of a field, of a type, event or status, and in a sentence. */
final class ErrorWords {
    private static final Set<String> NAMES = Set.of(
            "error",
            "errors",
            "fail",
            "failed",
            "failure",
            "exception",
            "abort",
            "aborted",
            "cancelled",
            "canceled",
            "fatal",
            "panic",
            "rejected",
            "timeout");

    /** A number is a status only where it is said to be one, or stands alone or with its phrase: {@code 404 Not Found}. */
    private static final Pattern SENTENCE = Pattern.compile(
            "error|exception|fail|fatal|traceback|panic|time[d ]*-?out|unavailable|refused|econn|reset by peer|denied|"
                    + "unauthori[sz]ed|forbidden|overload|out of memory|too many requests|rate.?limit|bad gateway|"
                    + "aborted|crashed|^http/\\d|\\b(http|status|code)\\W{0,3}(code\\W{0,3})?[45]\\d\\d\\b|"
                    + "^[45]\\d\\d(?-i:( [A-Z][A-Za-z-]+)*)$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern OBJECT =
            Pattern.compile("\\s*\\{\\s*['\"]?(err|detail|exception|traceback)", Pattern.CASE_INSENSITIVE);

    private ErrorWords() {}

    /** Whether a field is named after errors: {@code error}, {@code errors}, {@code err_msg}, {@code Error}. */
    static boolean isField(String name) {
        return !name.isEmpty() && (name.charAt(0) | 0x20) == 'e' && name.regionMatches(true, 0, "err", 0, 3);
    }

    /** Whether it is a name for an error, as an event's name, a type or a status is: {@code failed}, {@code server_error}. */
    static boolean isName(String name) {
        String letters = Spelling.letters(name);
        return NAMES.contains(letters) || letters.endsWith("error") || letters.endsWith("exception");
    }

    /** Whether a sentence, or what is left of one, reports an error. */
    static boolean isIn(String sentence) {
        return SENTENCE.matcher(sentence).find();
    }

    /** Whether what cannot be read as an object begins as one that is about an error. */
    static boolean beginObject(String text) {
        return OBJECT.matcher(text).lookingAt();
    }
}
