package io.tachograph.collectors.agent;

import io.tachograph.client.endpoint.RequestOptions;
import io.tachograph.client.http.HttpClientConfig;
import io.tachograph.client.load.Arrivals;
import io.tachograph.client.workload.dataset.Dataset;
import io.tachograph.schemas.TargetConfig;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an agent probes.
 *
 * @param agent name of the agent in every record
 * @param arrivals when requests to a target arrive; random ones need another seed for each target
 * @param options how each prompt is asked
 * @param prompts what is asked
 * @param seed decides the order of the prompts
 * @param heartbeatAfter silence on a target after which the agent says that it is still there
 * @param stopGrace how long closing waits for requests in flight before it gives them up
 * @param http connections and threads
 * @param environment gives the value of an environment variable, null when it is not set
 */
public record ProbeConfig(
        String agent,
        Function<TargetConfig, Arrivals> arrivals,
        RequestOptions options,
        Dataset prompts,
        long seed,
        Duration heartbeatAfter,
        Duration stopGrace,
        HttpClientConfig http,
        Function<String, @Nullable String> environment) {
    public ProbeConfig {
        if (agent.isBlank()) {
            throw new IllegalArgumentException("the agent needs a name");
        }
        if (heartbeatAfter.toMillis() < 1) {
            throw new IllegalArgumentException("heartbeatAfter is " + heartbeatAfter + ", but must be at least 1 ms");
        }
        if (stopGrace.isNegative()) {
            throw new IllegalArgumentException("stopGrace must not be negative");
        }
    }

    /** A seed of the target's own, so that no two targets are asked in step. */
    public static long seedOf(TargetConfig target, long seed) {
        return new SplittableRandom(seed ^ ((long) target.slug().hashCode() << 32)).nextLong();
    }
}
