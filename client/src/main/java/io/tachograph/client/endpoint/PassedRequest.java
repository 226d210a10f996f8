package io.tachograph.client.endpoint;

import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a request that is forwarded as a client wrote it.
 *
 * @param id identity of the request, the same for all its attempts
 * @param attempt 1 for the first
 * @param resource what it is for
 * @param headers that go with it, but for those that are the target's own
 * @param body its bytes, which are sent as they are
 * @param streamed whether it asks for a streamed answer
 * @param tellsText whether the text of the answer is passed on, too
 * @param promptChars length of its prompt in Unicode code points, null when nobody knows
 * @param tenant whom it is counted for, empty for nobody
 * @param provenance who sends it on
 * @param receivedNanos when it had come whole, a reading of {@link System#nanoTime} that is not in the future
 * @param timeout limit for the whole attempt, connecting included
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record PassedRequest(
        UUID id,
        int attempt,
        ApiResource resource,
        HttpHeaders headers,
        byte[] body,
        boolean streamed,
        boolean tellsText,
        @Nullable Integer promptChars,
        String tenant,
        Provenance provenance,
        long receivedNanos,
        Duration timeout) {
    public PassedRequest {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt is " + attempt + ", but the first is 1");
        }
    }

    /** The same request, to be sent to another target. */
    public PassedRequest again() {
        return new PassedRequest(
                id,
                attempt + 1,
                resource,
                headers,
                body,
                streamed,
                tellsText,
                promptChars,
                tenant,
                provenance,
                receivedNanos,
                timeout);
    }

    AttemptFacts facts() {
        return new AttemptFacts(
                id, attempt, resource.api(), tenant, provenance, streamed, promptChars, receivedNanos, timeout);
    }

    /** Without headers and body. */
    @Override
    public String toString() {
        return "PassedRequest[" + id + ", attempt " + attempt + "]";
    }
}
