package io.tachograph.standalone.bench;

import io.tachograph.client.load.Cancellation;
import io.tachograph.config.ConfigException;
import io.tachograph.config.DurationText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When a run ends, which part of it counts, and which requests are given up. */
@Section("Length and phases")
final class LimitArguments {
    private static final long DEFAULT_REQUESTS = 100;

    @Option(
            names = "--requests",
            paramLabel = "N",
            description =
                    "Requests to measure (default: 100 where neither --duration nor a trace or stages end the run).")
    @Nullable
    Long requests;

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            description = "How long requests arrive, including warm-up: 30s, 10m.")
    @Nullable
    Duration duration;

    @Option(
            names = "--warm-up",
            paramLabel = "N|DURATION",
            description = "Requests, or time, at the start that do not count: 20 or 10s.")
    @Nullable
    String warmUp;

    @Option(
            names = "--cool-down",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description = "Time before the end of --duration whose requests do not count.")
    Duration coolDown = Duration.ZERO;

    @Option(
            names = "--cancel-share",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the requests that are cancelled on purpose, 0 to 1.")
    double cancelShare;

    @Option(
            names = "--cancel-after",
            paramLabel = "DURATION",
            defaultValue = "1s",
            description = "How long after its scheduled time such a request is cancelled (default: ${DEFAULT-VALUE}).")
    Duration cancelAfter = Duration.ofSeconds(1);

    /**
     * Requests after which the run ends, warm-up included; null when something else ends it.
     *
     * @param endsByItself whether the arrivals or the workload have an end
     */
    @Nullable
    Long maxRequests(boolean endsByItself) throws ConfigException {
        boolean otherEnd = endsByItself || duration != null;
        Long wanted = requests != null ? requests : otherEnd ? null : Long.valueOf(DEFAULT_REQUESTS);
        return wanted == null ? null : Long.valueOf(wanted + warmUpRequests());
    }

    long warmUpRequests() throws ConfigException {
        if (warmUp == null || !warmUp.strip().chars().allMatch(Character::isDigit)) {
            return 0;
        }
        try {
            return Long.parseLong(warmUp.strip());
        } catch (NumberFormatException e) {
            throw new ConfigException("--warm-up: '" + warmUp + "' is neither a number of requests nor a duration");
        }
    }

    Duration warmUpTime() throws ConfigException {
        if (warmUp == null || warmUp.strip().chars().allMatch(Character::isDigit)) {
            return Duration.ZERO;
        }
        try {
            return DurationText.parse(warmUp);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--warm-up: " + e.getMessage());
        }
    }

    Cancellation cancellation(long seed) {
        return cancelShare == 0 ? Cancellation.NONE : new Cancellation(cancelShare, cancelAfter, seed);
    }
}
