package io.tachograph.client.endpoint;

import java.util.Set;

/** What a text means that comes where a chunk of an answer should: an error that nobody put into JSON, or a heartbeat. */
final class UnknownText {
    private static final Set<String> HEARTBEATS = Set.of("ping", "pong", "heartbeat", "keepalive", "hb", "null");

    private UnknownText() {}

    static ChunkFinding of(String text) {
        String told = text.strip();
        if (told.isEmpty() || isHeartbeat(told)) {
            return ChunkFinding.HARMLESS;
        }
        if (Html.begins(told)) {
            return ChunkFinding.error(Html.words(told));
        }
        return ErrorWords.isIn(told) ? ChunkFinding.error(told) : ChunkFinding.unknown(told);
    }

    /** Also as a field of an event stream, with something behind its colon. */
    static boolean isHeartbeat(String text) {
        int colon = text.indexOf(':');
        return HEARTBEATS.contains(Spelling.letters(colon > 0 ? text.substring(0, colon) : text));
    }
}
