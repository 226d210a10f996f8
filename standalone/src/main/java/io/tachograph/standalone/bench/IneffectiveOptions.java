package io.tachograph.standalone.bench;

import io.tachograph.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Options that have no effect beside the others: silence would let a person think that they have one. */
final class IneffectiveOptions {
    /** What a command line may change so that options of its scenario lose their place. */
    private static final Set<String> DECIDERS = Set.of(
            "--arrivals",
            "--rate",
            "--rates",
            "--concurrencies",
            "--stages",
            "--trace",
            "--dataset",
            "--input-tokens",
            "--target");

    /** What a scenario may have for those runs of it that are written. */
    private static final Set<String> FOR_OUTPUT = Set.of("--request-files", "--save-detailed");

    private final GivenOptions given;
    private final boolean scenarioCounts;
    private final List<String> complaints = new ArrayList<>();

    private IneffectiveOptions(GivenOptions given) {
        this.given = given;
        scenarioCounts = given.line().stream().noneMatch(DECIDERS::contains);
    }

    /** @throws ConfigException when an option has no effect */
    static void ofRun(GivenOptions given, BenchArguments arguments) throws ConfigException {
        IneffectiveOptions fit = new IneffectiveOptions(given);
        fit.arrivals(arguments.arrivals.kind(arguments.workload.trace != null));
        fit.common(arguments);
        fit.end();
    }

    /** The same of a sweep. */
    static void ofSweep(GivenOptions given, BenchArguments arguments, SweepArguments sweep) throws ConfigException {
        IneffectiveOptions fit = new IneffectiveOptions(given);
        for (String own : List.of("--rate", "--requests", "--duration", "--cool-down", "--stages")) {
            fit.rule(own, false, "is not for a sweep, which has --rates, --start-rate and --trial");
        }
        fit.rule("--warm-up", arguments.limits.warmUpRequests() == 0, "of a sweep is a duration");
        if (sweep.concurrencies != null) {
            fit.rule("--concurrency", false, "does not go with --concurrencies");
            fit.rule("--arrivals", arguments.arrivals.kind == ArrivalArguments.Kind.CLOSED, "must be closed here");
            fit.arrivals(ArrivalArguments.Kind.CLOSED);
        } else {
            fit.arrivals(SweepTrials.kind(arguments.arrivals));
        }
        for (String own : List.of("--start-rate", "--max-rate", "--precision", "--longest", "--confirm")) {
            fit.rule(own, sweep.isSearch(), "goes with a search, without --rates and --concurrencies");
        }
        fit.common(arguments);
        fit.end();
    }

    private void arrivals(ArrivalArguments.Kind kind) {
        boolean closed = kind == ArrivalArguments.Kind.CLOSED;
        boolean ramp = kind == ArrivalArguments.Kind.RAMP;
        boolean stages = kind == ArrivalArguments.Kind.STAGES;
        boolean trace = kind == ArrivalArguments.Kind.TRACE;
        rule("--rate", !closed, "does not go with a closed loop, which sends when an answer has come");
        rule("--rate", !stages && !trace, "does not go with stages or the times of a trace, which have their own");
        rule("--burstiness", kind == ArrivalArguments.Kind.GAMMA, "goes with --arrivals gamma");
        rule("--ramp-up", closed || ramp, "goes with --arrivals closed or ramp");
        rule("--ramp-from", ramp, "goes with --arrivals ramp");
        rule("--ramp-shape", ramp, "goes with --arrivals ramp");
        rule("--stages", stages, "goes with --arrivals stages");
        rule("--gaps", ramp || stages, "goes with --arrivals ramp or stages");
        rule("--pause-after-failure", closed, "goes with --arrivals closed");
        rule("--speed", trace, "goes with the times of a --trace");
    }

    private void common(BenchArguments arguments) {
        TargetArguments target = arguments.target;
        rule("--target", target.endpoints == null, "does not go with --endpoints");
        rule("--model", target.endpoints == null, "does not go with --endpoints");
        rule("--clusters", target.endpoints != null, "goes with --endpoints");
        rule("--endpoint", target.endpoints != null, "goes with --endpoints");
        WorkloadArguments workload = arguments.workload;
        boolean synthetic = workload.inputTokens != null;
        boolean trace = workload.trace != null;
        boolean dataset = !synthetic && !trace;
        rule("--dataset-format", dataset, "goes with --dataset");
        rule("--in-order", dataset, "goes with --dataset");
        rule("--passes", dataset, "goes with --dataset");
        rule("--recorded-lengths", dataset, "goes with --dataset");
        rule("--output-tokens", synthetic, "goes with --input-tokens; for others say --max-tokens");
        rule("--shared-prefix", synthetic, "goes with --input-tokens");
        rule("--turns", !trace, "does not go with --trace");
        rule("--think-time", dataset || (synthetic && workload.turns != null), "goes with --turns");
        rule("--unique-prompts", !trace, "does not go with --trace");
        rule("--trace-format", trace, "goes with --trace");
        rule("--cancel-after", arguments.limits.cancelShare > 0, "goes with --cancel-share");
        rule("--request-files", arguments.output.folder != null, "goes with --output");
        rule("--save-detailed", arguments.output.folder != null, "goes with --output");
        rule("--metrics-url", !arguments.server.noServerMetrics, "does not go with --no-server-metrics");
    }

    private void rule(String option, boolean fits, String otherwise) {
        boolean counts = given.line().contains(option)
                || (scenarioCounts
                        && !FOR_OUTPUT.contains(option)
                        && given.scenario().contains(option));
        if (counts && !fits) {
            complaints.add(option + " " + otherwise);
        }
    }

    private void end() throws ConfigException {
        if (!complaints.isEmpty()) {
            throw new ConfigException(complaints.get(0));
        }
    }
}
