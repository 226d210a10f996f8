package io.tachograph.client.workload;

import org.jspecify.annotations.Nullable;

/** Conversations to be held with a target, in order. Thread-safe; must not block, because it runs on event loops. */
public interface Workload {
    /** @return the next conversation, null when there is none any more */
    @Nullable
    Conversation next();

    /** What is asked, in words, for a result; empty when there is nothing to say. */
    default String describe() {
        return "";
    }
}
