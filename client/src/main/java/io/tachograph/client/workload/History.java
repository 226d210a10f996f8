package io.tachograph.client.workload;

import io.tachograph.client.endpoint.Message;
import io.tachograph.client.endpoint.Prompt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was said in a conversation so far, all of which goes with its next request. Not thread-safe. */
public final class History {
    private final List<Message> messages = new ArrayList<>();
    private int tokens;
    private boolean counted = true;

    /** @param contentTokens null when nobody counted them, after which the whole is not counted any more */
    public void add(Message message, @Nullable Integer contentTokens) {
        messages.add(message);
        if (contentTokens == null) {
            counted = false;
        } else {
            tokens += contentTokens;
        }
    }

    /** @return the request for an answer to the last message */
    public Prompt ask(@Nullable Integer outputTokens) {
        return new Prompt(messages, counted ? tokens : null, outputTokens);
    }
}
