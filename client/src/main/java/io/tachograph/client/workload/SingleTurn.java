package io.tachograph.client.workload;

import io.tachograph.client.endpoint.Prompt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One question, one answer. */
final class SingleTurn implements Conversation {
    private final Prompt prompt;
    private boolean asked;

    SingleTurn(Prompt prompt) {
        this.prompt = prompt;
    }

    @Override
    public @Nullable Turn next(@Nullable String answer) {
        if (asked) {
            return null;
        }
        asked = true;
        return new Turn(Duration.ZERO, prompt);
    }
}
