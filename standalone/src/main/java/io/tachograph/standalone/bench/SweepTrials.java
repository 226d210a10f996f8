package io.tachograph.standalone.bench;

import io.tachograph.bench.record.Output;
import io.tachograph.bench.record.Phases;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.run.FinishedRun;
import io.tachograph.bench.run.Load;
import io.tachograph.bench.sweep.SweepResult;
import io.tachograph.bench.sweep.Trial;
import io.tachograph.client.load.Arrivals;
import io.tachograph.client.load.ClosedLoop;
import io.tachograph.client.load.ConstantRate;
import io.tachograph.client.load.Gamma;
import io.tachograph.client.load.Limits;
import io.tachograph.client.load.Poisson;
import io.tachograph.config.ConfigException;
import io.tachograph.standalone.terminal.Interrupt;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The runs of a sweep, each with a seed, a name and a folder of its own. */
final class SweepTrials implements Trial {
    private final BenchSession session;
    private final BenchArguments arguments;
    private final boolean closed;
    private final PrintStream out;
    private final Interrupt interrupt;
    private final List<String> failures = new ArrayList<>();
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

    /** One sentence for each file of a trial that could not be written. */
    List<String> failures() {
        return failures;
    }

    void pause(Duration length) throws InterruptedException {
        if (interrupt.await(length.toMillis())) {
            throw new InterruptedException("the sweep was ended");
        }
    }

    /** What can be said wrong about a trial, before the first one. */
    void check() throws IOException, ConfigException {
        Load unused = load(1, Duration.ofSeconds(1));
    }

    @Override
    public RunResult run(double value, Duration atLeast) throws IOException, InterruptedException {
        number++;
        try {
            BenchView view = BenchView.ofTrial(out, Boolean.getBoolean("tachograph.terminal"));
            Output own = output(number);
            FinishedRun measured = session.run(
                    load(value, atLeast),
                    own,
                    session.runId + "-" + number,
                    swept() + " " + (float) value,
                    view,
                    interrupt);
            if (own != null) {
                failures.addAll(RunFilesWriter.write(own.folder(), measured));
            }
            return measured.result();
        } catch (ConfigException | BenchException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Load load(double value, Duration atLeast) throws IOException, ConfigException {
        long seed = arguments.seed + number;
        Duration warmUp = arguments.limits.warmUpTime();
        Duration duration = warmUp.plus(atLeast);
        return new Load(
                arrivals(value, seed),
                new Limits(null, duration, closed ? null : arguments.arrivals.maxOutstanding(), BenchSession.memory()),
                arguments.limits.cancellation(seed),
                arguments.workload.workload(seed, session.tokenCounter(), arguments.output.strict),
                new Phases(0, warmUp, Duration.ZERO, duration),
                arguments.workload.isMultiTurn());
    }

    private @Nullable Output output(int trial) throws ConfigException {
        Output all = arguments.output.output();
        return all == null
                ? null
                : new Output(
                        all.folder().resolve(String.format(Locale.ROOT, "trial-%02d", trial)),
                        all.requests(),
                        all.vllm());
    }

    /** How a rate arrives. */
    static ArrivalArguments.Kind kind(ArrivalArguments arrivals) {
        return arrivals.kind != null
                ? arrivals.kind
                : arrivals.burstiness != null ? ArrivalArguments.Kind.GAMMA : ArrivalArguments.Kind.POISSON;
    }

    private Arrivals arrivals(double value, long seed) throws ConfigException {
        if (closed) {
            return new ClosedLoop((int) value, arguments.arrivals.pauseAfterFailure, arguments.arrivals.rampUp);
        }
        return switch (kind(arguments.arrivals)) {
            case CONSTANT -> new ConstantRate(value);
            case POISSON -> new Poisson(value, seed);
            case GAMMA -> new Gamma(value, arguments.arrivals.burstiness(), seed);
            default -> throw new ConfigException("a sweep of rates takes --arrivals constant, poisson or gamma");
        };
    }
}
