package io.tachograph.client.endpoint;

import java.util.Set;

/**
 * What a finish reason says about an answer. Vendors spell the same reason in many ways, so case and marks do not count:
 * {@code MAX_TOKENS}, {@code max_tokens} and {@code maxTokens} are one.
 *
 * <p>The rule for reasons that nobody has heard of: <em>an answer is a success only for a reason that is known to mean
 * one</em>. A server that gives up names its trouble in ever new words ({@code error}, {@code abort},
 * {@code network_error}, {@code insufficient_system_resource}); one that is done has few. A filter that cuts an answer
 * short ({@code content_filter}, {@code refusal}) is a success: the server did what it is set up to do, and what it sent
 * until then took the time that it took.
 */
public enum FinishReason {
    /** Not finished yet: some servers write so with every chunk. */
    NONE,
    SUCCESS,
    /** The server gave up, or said what is not known to be a success. */
    FAILURE;

    private static final Set<String> UNFINISHED = Set.of("", "null", "none", "notfinished", "inprogress");

    private static final Set<String> SUCCESSES = Set.of(
            // Done: by itself, by a stop word, by its end token.
            "stop",
            "stopsequence",
            "stoptoken",
            "stopword",
            "stopstring",
            "endturn",
            "eos",
            "eostoken",
            "eosfound",
            "endoftext",
            "endofturn",
            "complete",
            "completed",
            "finished",
            "done",
            "repetition",
            // As long as was allowed.
            "length",
            "maxtokens",
            "maxnewtokens",
            "maxoutputtokens",
            "maxcompletiontokens",
            "maxlength",
            "maxcontextlength",
            "modellength",
            "tokenlimit",
            "contextlength",
            "modelcontextwindowexceeded",
            // Somebody else's turn.
            "toolcall",
            "toolcalls",
            "tooluse",
            "functioncall",
            "pauseturn",
            // Cut short by a filter.
            "contentfilter",
            "contentfiltered",
            "filtered",
            "refusal",
            "safety",
            "recitation",
            "prohibitedcontent",
            "blocklist",
            "spii",
            "sensitive",
            "guardrailintervened");

    /** What it means, as its server spells it; thread-safe. */
    public static FinishReason of(String reason) {
        // What nearly every answer says, spelled as nearly every server does.
        if (reason.equals("stop") || reason.equals("length")) {
            return SUCCESS;
        }
        String word = Spelling.lettersAndDigits(reason);
        return UNFINISHED.contains(word) ? NONE : SUCCESSES.contains(word) ? SUCCESS : FAILURE;
    }
}
