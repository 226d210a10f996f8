package io.tachograph.standalone.bench;

import io.tachograph.config.ConfigException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What numbers must be, said with the names of their options. */
final class Ranges {
    private Ranges() {}

    /** @throws ConfigException when one is out of its range */
    static void check(BenchArguments arguments) throws ConfigException {
        atLeastOne("--requests", arguments.limits.requests);
        above("--duration", arguments.limits.duration);
        atLeastOne("--concurrency", arguments.arrivals.concurrency);
        above("--rate", arguments.arrivals.rate);
        above("--burstiness", arguments.arrivals.burstiness);
        above("--speed", arguments.workload.speed);
        within("--cancel-share", arguments.limits.cancelShare, arguments.limits.cancelShare <= 1, "0 to 1");
        within("--passes", arguments.workload.passes, true, "0 or more");
        atLeastOne("--max-tokens", arguments.request.maxTokens);
        within("--temperature", arguments.request.temperature, arguments.request.temperature <= 2, "0 to 2");
        above("--timeout", arguments.request.timeout);
        above("--connect-timeout", arguments.http.connectTimeout);
        atLeastOne("--event-loops", arguments.http.eventLoops);
        double share = arguments.output.clientShare;
        within("--client-share", share, share > 0 && share < 1, "above 0 and below 1");
    }

    /** The same of a sweep. */
    static void check(SweepArguments sweep) throws ConfigException {
        for (Double rate : sweep.rates == null ? List.<Double>of() : sweep.rates) {
            above("--rates", rate);
        }
        for (Integer clients : sweep.concurrencies == null ? List.<Integer>of() : sweep.concurrencies) {
            atLeastOne("--concurrencies", clients);
        }
    }

    private static void atLeastOne(String option, @Nullable Number value) throws ConfigException {
        if (value != null && value.longValue() < 1) {
            throw new ConfigException(option + " is " + value + ", but must be at least 1");
        }
    }

    private static void above(String option, @Nullable Double value) throws ConfigException {
        if (value != null && !(value > 0)) {
            throw new ConfigException(option + " is " + value + ", but must be above 0");
        }
    }

    private static void above(String option, @Nullable Duration value) throws ConfigException {
        if (value != null && (value.isZero() || value.isNegative())) {
            throw new ConfigException(option + " must be above 0");
        }
    }

    private static void within(String option, double value, boolean fits, String range) throws ConfigException {
        if (!(value >= 0 && fits)) {
            throw new ConfigException(option + " is " + value + ", but must be " + range);
        }
    }
}
