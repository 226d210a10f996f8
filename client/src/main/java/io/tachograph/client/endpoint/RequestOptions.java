package io.tachograph.client.endpoint;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a prompt is asked.
 *
 * @param streamed ask for a streamed answer
 * @param maxTokens most output tokens
 * @param temperature sampling temperature
 * @param topP nucleus sampling, null for the server's own
 * @param timeout limit for the whole attempt, connecting included
 * @param keep what to keep of the answer beside its record
 */
public record RequestOptions(
        boolean streamed,
        int maxTokens,
        double temperature,
        @Nullable Double topP,
        Duration timeout,
        Keep keep) {
    public RequestOptions {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens is " + maxTokens + ", but must be at least 1");
        }
        if (!(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException("temperature is " + temperature + ", but must be between 0 and 2");
        }
        if (topP != null && !(topP >= 0 && topP <= 1)) {
            throw new IllegalArgumentException("topP is " + topP + ", but must be between 0 and 1");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout is " + timeout + ", but must be above zero");
        }
    }

    /** With the server's own nucleus sampling. */
    public RequestOptions(boolean streamed, int maxTokens, double temperature, Duration timeout, Keep keep) {
        this(streamed, maxTokens, temperature, null, timeout, keep);
    }

    /** Streamed, 64 tokens, temperature 0, 60 s. */
    public static RequestOptions defaults() {
        return new RequestOptions(true, 64, 0, Duration.ofSeconds(60), Keep.NOTHING);
    }

    public RequestOptions withStreamed(boolean wanted) {
        return new RequestOptions(wanted, maxTokens, temperature, topP, timeout, keep);
    }

    public RequestOptions withMaxTokens(int most) {
        return new RequestOptions(streamed, most, temperature, topP, timeout, keep);
    }
}
