package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a record says of an attempt that was known before its answer.
 *
 * @param id identity of the request, the same for all its attempts
 * @param attempt 1 for the first
 * @param api kind of API, as the record calls it
 * @param tenant whom it is counted for, empty for nobody
 * @param provenance who asks
 * @param streamed whether a streamed answer was asked for
 * @param promptChars length of the prompt in Unicode code points, null when nobody knows
 * @param scheduledNanos when it was wanted, a reading of {@link System#nanoTime}
 * @param timeout limit for the whole attempt
 */
record AttemptFacts(
        UUID id,
        int attempt,
        String api,
        String tenant,
        Provenance provenance,
        boolean streamed,
        @Nullable Integer promptChars,
        long scheduledNanos,
        Duration timeout) {
    static AttemptFacts of(PromptRequest request, TargetConfig target) {
        return new AttemptFacts(
                request.id(),
                request.attempt(),
                target.api(),
                target.tenant(),
                request.provenance(),
                request.options().streamed(),
                request.prompt().codePoints(),
                request.scheduledNanos(),
                request.options().timeout());
    }
}
