package io.tachograph.standalone.bench;

import io.tachograph.client.load.Arrivals;
import io.tachograph.client.load.ClosedLoop;
import io.tachograph.client.load.ConstantRate;
import io.tachograph.client.load.Gamma;
import io.tachograph.client.load.Gaps;
import io.tachograph.client.load.Poisson;
import io.tachograph.client.load.Ramp;
import io.tachograph.client.load.Stages;
import io.tachograph.config.ConfigException;
import io.tachograph.config.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When requests arrive. */
@Section("Arrivals")
final class ArrivalArguments {
    /** The arrival processes by their names. */
    enum Kind {
        CLOSED,
        CONSTANT,
        POISSON,
        GAMMA,
        RAMP,
        STAGES,
        TRACE
    }

    @Option(
            names = "--arrivals",
            paramLabel = "KIND",
            description = "closed (a fixed number of clients, the default without --rate), constant, poisson (the"
                    + " default with --rate), gamma, ramp, stages or trace (the times of --trace).")
    @Nullable
    Kind kind;

    @Option(names = "--rate", paramLabel = "R", description = "Requests per second.")
    @Nullable
    Double rate;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Clients of a closed loop (default: 1); with other arrivals, the most requests in flight:"
                    + " what arrives beyond is counted and not sent.")
    @Nullable
    Integer concurrency;

    @Option(
            names = "--burstiness",
            paramLabel = "K",
            description = "Shape of gamma gaps: 1 is Poisson, less is burstier. With it, --rate means gamma.")
    @Nullable
    Double burstiness;

    @Option(
            names = "--ramp-up",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description = "Time over which the clients of a closed loop begin, or in which a ramp reaches --rate.")
    Duration rampUp = Duration.ZERO;

    @Option(
            names = "--ramp-from",
            paramLabel = "R",
            description = "Requests per second at the start of a ramp up (or down) to --rate (default: 1).")
    @Nullable
    Double rampFrom;

    @Option(
            names = "--ramp-shape",
            paramLabel = "SHAPE",
            defaultValue = "linear",
            description = "linear (default) or exponential.")
    Ramp.Shape rampShape = Ramp.Shape.LINEAR;

    @Option(names = "--stages", paramLabel = "RxD,...", description = "Rates and how long each lasts: 10x30s,20x30s.")
    @Nullable
    String stages;

    @Option(
            names = "--gaps",
            paramLabel = "KIND",
            defaultValue = "poisson",
            description = "How arrivals of a ramp or of stages are spaced: poisson (default) or constant.")
    Gaps gaps = Gaps.POISSON;

    @Option(
            names = "--pause-after-failure",
            paramLabel = "DURATION",
            defaultValue = "100ms",
            description = "How long a client of a closed loop waits after a failure (default: ${DEFAULT-VALUE}).")
    Duration pauseAfterFailure = Duration.ofMillis(100);

    /** @param traceArrivals the arrivals of the trace, null when there is none */
    Arrivals arrivals(long seed, @Nullable Arrivals traceArrivals) throws ConfigException {
        return switch (kind(traceArrivals != null)) {
            case CLOSED -> closed();
            case CONSTANT -> new ConstantRate(rate());
            case POISSON -> new Poisson(rate(), seed);
            case GAMMA -> new Gamma(rate(), burstiness(), seed);
            case RAMP -> new Ramp(rampFrom == null ? 1 : rampFrom, rate(), rampUp, rampShape, gaps, seed);
            case STAGES -> new Stages(stageList(), gaps, seed);
            case TRACE -> {
                if (traceArrivals == null) {
                    throw new ConfigException("--arrivals trace needs --trace FILE");
                }
                yield traceArrivals;
            }
        };
    }

    double burstiness() {
        return burstiness == null ? 1 : burstiness;
    }

    /** The kind that was named, or that the other options mean. */
    Kind kind(boolean trace) {
        if (kind != null) {
            return kind;
        }
        if (stages != null) {
            return Kind.STAGES;
        }
        if (trace || rate == null) {
            return trace ? Kind.TRACE : Kind.CLOSED;
        }
        return burstiness != null ? Kind.GAMMA : rampFrom != null ? Kind.RAMP : Kind.POISSON;
    }

    private ClosedLoop closed() {
        return new ClosedLoop(concurrency == null ? 1 : concurrency, pauseAfterFailure, rampUp);
    }

    private double rate() throws ConfigException {
        if (rate == null) {
            throw new ConfigException("these arrivals need --rate, the requests per second");
        }
        return rate;
    }

    private List<Stages.Stage> stageList() throws ConfigException {
        if (stages == null) {
            throw new ConfigException("--arrivals stages needs --stages, such as 10x30s,20x30s");
        }
        List<Stages.Stage> list = new ArrayList<>();
        for (String part : stages.split(",", -1)) {
            String[] pair = part.strip().split("x", 2);
            try {
                list.add(new Stages.Stage(
                        Double.parseDouble(pair[0]), DurationText.parse(pair.length < 2 ? "" : pair[1])));
            } catch (IllegalArgumentException e) {
                throw new ConfigException("--stages: '" + part.strip() + "' must be a rate, x and a duration: 10x30s");
            }
        }
        return list;
    }

    /** Most requests that an open loop may have in flight, null for no limit. */
    @Nullable
    Integer maxOutstanding() {
        return concurrency;
    }
}
