package io.tachograph.standalone.bench;

import io.tachograph.bench.sweep.SweepSettings;
import io.tachograph.config.ConfigException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a sweep varies, and how surely it wants to know. */
@Section("Sweep")
final class SweepArguments {
    @Option(
            names = "--rates",
            paramLabel = "R,...",
            split = ",",
            hideParamSyntax = true,
            description = "Measure these rates, one after another.")
    @Nullable
    List<Double> rates;

    @Option(
            names = "--concurrencies",
            paramLabel = "N,...",
            split = ",",
            hideParamSyntax = true,
            description = "Measure closed loops with these numbers of clients.")
    @Nullable
    List<Integer> concurrencies;

    @Option(
            names = "--start-rate",
            paramLabel = "R",
            defaultValue = "1",
            description = "First rate of a search (default: ${DEFAULT-VALUE}).")
    double startRate;

    @Option(
            names = "--max-rate",
            paramLabel = "R",
            defaultValue = "10000",
            description = "Highest rate of a search (default: ${DEFAULT-VALUE}).")
    double maxRate;

    @Option(
            names = "--slo-attainment",
            paramLabel = "SHARE",
            defaultValue = "0.95",
            description = "Share of the requests that must meet the SLO (default: ${DEFAULT-VALUE}).")
    double attainment;

    @Option(
            names = "--precision",
            paramLabel = "SHARE",
            defaultValue = "0.02",
            description = "Relative distance between the passing and the failing rate at which a search ends (default: "
                    + "${DEFAULT-VALUE}).")
    double precision;

    @Option(
            names = "--trial",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "Length of a rate's first trial, or of each trial of a list, after --warm-up; at least 10s "
                    + "(default: 30s).")
    Duration trial = SweepSettings.TRIAL;

    @Option(
            names = "--longest",
            paramLabel = "DURATION",
            description = "Longest trial of a rate that cannot be decided sooner (default: 4m, or as long as "
                    + SweepSettings.REQUESTS + " requests take: at a low rate, 4m hold too few to decide).")
    @Nullable
    Duration longest;

    @Option(
            names = "--confirm",
            paramLabel = "DURATION",
            defaultValue = "4m",
            description = "Length of the trial that confirms the rate found (default: 4m).")
    Duration confirm = SweepSettings.CONFIRM;

    @Option(
            names = "--pause",
            paramLabel = "DURATION",
            defaultValue = "2s",
            description = "Pause between trials (default: 2s).")
    Duration pause = SweepSettings.PAUSE;

    /** Whether the highest rate is searched. */
    boolean isSearch() {
        return rates == null && concurrencies == null;
    }

    SweepSettings settings() throws ConfigException {
        if (rates != null && concurrencies != null) {
            throw new ConfigException("--rates and --concurrencies exclude each other");
        }
        try {
            return new SweepSettings(
                    startRate,
                    Math.min(startRate, maxRate) / 64,
                    maxRate,
                    attainment,
                    SweepSettings.CONFIDENCE,
                    precision,
                    trial,
                    longest == null ? SweepSettings.LONGEST : longest,
                    longest == null ? SweepSettings.REQUESTS : 0,
                    confirm,
                    pause);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("the sweep cannot be done: " + e.getMessage());
        }
    }
}
