package io.tachograph.client.load;

import io.tachograph.client.endpoint.Prompt;
import io.tachograph.client.workload.Conversation;
import io.tachograph.client.workload.Workload;
import org.jspecify.annotations.Nullable;

/** Numbers the conversations of a workload, in the workload's order whatever threads ask. Thread-safe. */
final class ConversationSequence {
    /** A conversation and its number, from 0. */
    record Numbered(long number, Conversation conversation) {
        /** @throws IllegalStateException when there is none */
        Prompt firstPrompt() {
            Conversation.Turn turn = conversation.next(null);
            if (turn == null) {
                throw new IllegalStateException("conversation " + number + " asks nothing");
            }
            return turn.prompt();
        }
    }

    private final Workload workload;
    private long number;

    ConversationSequence(Workload workload) {
        this.workload = workload;
    }

    /** @return null when there is no further conversation */
    synchronized @Nullable Numbered next() {
        Conversation conversation = workload.next();
        return conversation == null ? null : new Numbered(number++, conversation);
    }
}
