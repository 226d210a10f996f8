package io.tachograph.client.workload;

import io.tachograph.client.endpoint.Prompt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is asked, one turn after the other; most have one turn. Used by one thread at a time. */
public interface Conversation {
    /**
     * One turn.
     *
     * @param thinkTime from the end of the answer before to this request; zero for the first
     * @param prompt the request, with what was said before
     */
    record Turn(Duration thinkTime, Prompt prompt) {}

    /**
     * @param answer text of the answer to the turn before; null for the first turn, and when the answer's text was not
     *     kept
     * @return the next turn, null when the conversation is over. After a failed answer it is asked once more
     *     with null, only to know whether a turn is missing.
     */
    @Nullable
    Turn next(@Nullable String answer);

    /** A conversation of one turn. */
    static Conversation of(Prompt prompt) {
        return new SingleTurn(prompt);
    }
}
