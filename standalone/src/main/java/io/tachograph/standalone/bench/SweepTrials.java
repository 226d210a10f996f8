package io.tachograph.standalone.bench;

import io.tachograph.bench.record.Output;
import io.tachograph.bench.record.Phases;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.run.Load;
import io.tachograph.bench.run.Measured;
import io.tachograph.bench.sweep.SweepResult;
import io.tachograph.bench.sweep.Trial;
import io.tachograph.collectors.load.Arrivals;
import io.tachograph.collectors.load.ClosedLoop;
import io.tachograph.collectors.load.ConstantRate;
import io.tachograph.collectors.load.Gamma;
import io.tachograph.collectors.load.Limits;
import io.tachograph.collectors.load.Poisson;
import io.tachograph.standalone.config.ConfigException;
import io.tachograph.standalone.terminal.Interrupt;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** The runs of a sweep, each with a seed, a name and a folder of its own. */
final class SweepTrials implements Trial {
    private final BenchSession session;
    private final BenchArguments arguments;
    private final boolean closed;
    private final PrintStream out;
    private final Interrupt interrupt;
    private int number;

    SweepTrials(BenchSession session, BenchArguments arguments, boolean closed, PrintStream out, Interrupt interrupt) {
        this.session = session;
        this.arguments = arguments;
        this.closed = closed;
        this.out = out;
        this.interrupt = interrupt;
    }

    String swept() {
        return closed ? SweepResult.CONCURRENCY : SweepResult.RATE;
    }

    void pause(Duration length) throws InterruptedException {
        if (interrupt.await(length.toMillis())) {
            throw new InterruptedException("the sweep was ended");
        }
    }

    @Override
    public RunResult run(double value, Duration atLeast) throws IOException, InterruptedException {
        number++;
        try {
            long seed = arguments.seed + number;
            Duration warmUp = arguments.limits.warmUpTime();
            Duration duration = warmUp.plus(atLeast);
            Load load = new Load(
                    arrivals(value, seed),
                    new Limits(null, duration, closed ? null : arguments.arrivals.maxOutstanding()),
                    arguments.limits.cancellation(seed),
                    arguments.workload.workload(seed, session.tokenCounter()),
                    new Phases(0, warmUp, Duration.ZERO, duration));
            Output all = arguments.output.output();
            Output own = all == null
                    ? null
                    : new Output(all.folder().resolve("trial-%02d".formatted(number)), all.requests(), all.vllm());
            BenchView view = new BenchView(out, Boolean.getBoolean("tachograph.terminal"), arguments.output.quiet);
            Measured measured =
                    session.run(load, own, session.runId + "-" + number, swept() + " " + value, view, interrupt);
            List<String> failures = own == null ? List.of() : Keeping.write(own.folder(), measured);
            if (!failures.isEmpty()) {
                throw new IOException(failures.get(0));
            }
            return measured.result();
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Arrivals arrivals(double value, long seed) throws ConfigException {
        if (closed) {
            return new ClosedLoop((int) value, arguments.arrivals.pauseAfterFailure, arguments.arrivals.rampUp);
        }
        ArrivalArguments.Kind kind = arguments.arrivals.kind;
        return switch (kind == null ? ArrivalArguments.Kind.POISSON : kind) {
            case CONSTANT -> new ConstantRate(value);
            case POISSON -> new Poisson(value, seed);
            case GAMMA -> new Gamma(value, arguments.arrivals.burstiness, seed);
            default -> throw new ConfigException("a sweep of rates takes --arrivals constant, poisson or gamma");
        };
    }
}
