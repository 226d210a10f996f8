package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An endpoint that answers prompts. Thread-safe. */
public interface Target {
    TargetConfig config();

    /**
     * Sends one attempt of one request. Nothing is repeated: what becomes of the attempt is what the record says.
     *
     * @param finished hears what became of it exactly once, on an event-loop thread and never from within this method; it must
     *     not block and not throw
     */
    default Attempt send(PromptRequest request, Consumer<Finished> finished) {
        return send(request, piece -> {}, finished);
    }

    /**
     * Like {@link #send(PromptRequest, Consumer)}, and passes on the answer's text piece by piece as it comes, where the
     * request's options keep it.
     *
     * @param piece hears each piece in order before {@code finished} does, on the same thread and under the same conditions
     */
    Attempt send(PromptRequest request, Consumer<String> piece, Consumer<Finished> finished);

    /** What was odd about answers that are OK all the same, such as their content type: one sentence each, with its count. */
    default List<String> notes() {
        return List.of();
    }

    /** The engine version that the target last reported, null when it has reported none. */
    @Nullable
    String engineVersion();

    /**
     * Completes, never exceptionally, when the target was asked about its engine version for the first time, whether it
     * told or not. Records of requests sent after that carry the version, so waiting for this keeps the first requests
     * from being counted apart.
     */
    CompletionStage<Void> observed();
}
