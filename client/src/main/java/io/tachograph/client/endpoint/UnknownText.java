package io.tachograph.client.endpoint;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a text means that comes where a chunk of an answer should: an error that nobody put into JSON, or a heartbeat. */
final class UnknownText {
    private static final Pattern ERROR = Pattern.compile(
            "error|exception|fail|fatal|traceback|panic|time[d ]*-?out|unavailable|refused|econn|reset by peer|denied|"
                    + "unauthori[sz]ed|forbidden|overload|out of memory|too many requests|rate.?limit|bad gateway|"
                    + "aborted|crashed|^http/\\d|\\b[45]\\d\\d\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TAGS =
            Pattern.compile("(?s)<(script|style|head)\\b.*?</\\1>|<[^>]*>", Pattern.CASE_INSENSITIVE);
    private static final Set<String> HEARTBEATS = Set.of("ping", "pong", "heartbeat", "keepalive", "hb", "null");
    private static final Set<String> ERRORS = Set.of(
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

    private UnknownText() {}

    static ChunkFinding of(String text) {
        String told = text.strip();
        if (told.isEmpty() || isHeartbeat(told)) {
            return ChunkFinding.HARMLESS;
        }
        if (told.startsWith("<")) {
            String words = TAGS.matcher(told).replaceAll(" ").strip();
            return ChunkFinding.error(words.isEmpty() ? "an HTML page" : words);
        }
        return ERROR.matcher(told).find() ? ChunkFinding.error(told) : ChunkFinding.unknown(told);
    }

    /** Also as a field of an event stream, with something behind its colon. */
    static boolean isHeartbeat(String text) {
        int colon = text.indexOf(':');
        return HEARTBEATS.contains(letters(colon > 0 ? text.substring(0, colon) : text));
    }

    /** Whether it is a name for an error, as an event's name, a type or a status is: {@code failed}, {@code server_error}. */
    static boolean namesError(String name) {
        String letters = letters(name);
        return ERRORS.contains(letters) || letters.endsWith("error") || letters.endsWith("exception");
    }

    private static String letters(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        text.toLowerCase(Locale.ROOT)
                .chars()
                .filter(Character::isLetter)
                .forEach(letter -> letters.append((char) letter));
        return letters.toString();
    }
}
