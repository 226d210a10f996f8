package io.tachograph.standalone.bench;

import io.tachograph.bench.sweep.Sweep;
import io.tachograph.bench.sweep.SweepResult;
import io.tachograph.bench.sweep.SweepSettings;
import io.tachograph.bench.sweep.SweepTable;
import io.tachograph.bench.sweep.SweepTrial;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.standalone.terminal.Interrupt;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tachograph bench sweep}. */
@Command(
        name = "sweep",
        description = {
            "Searches for the highest rate that meets the SLO: open loop, from scheduled times, with a stop "
                    + "rule based on confidence. Or measures several rates or concurrencies.",
            "",
            "  tachograph bench sweep --target http://localhost:8000 --model llama --slo ttft=500ms,tpot=50ms",
            "  tachograph bench sweep --target http://localhost:8000 --model llama --concurrencies 1,2,4,8,16",
            "",
            "Takes the options of bench, except those that set a rate or a length."
        },
        customSynopsis = "tachograph bench sweep --target URL --model NAME (--slo METRIC=DURATION | --rates R,... |"
                + " --concurrencies N,...) [OPTION...]",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every trial is valid",
            "1-5:as for bench",
            "6:not valid: the client was the bottleneck",
            "130:interrupted; the trials so far are written"
        },
        sortOptions = false)
final class SweepCommand implements Callable<Integer> {
    @Mixin
    SweepArguments sweep = new SweepArguments();

    @Mixin
    BenchArguments arguments = new BenchArguments();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return GuardedCommand.run(spec.commandLine().getErr(), this::measure);
    }

    private int measure(Interrupt interrupt) throws BenchException, ConfigException, IOException, InterruptedException {
        BenchLine.checkOrder(spec.commandLine());
        Ranges.check(arguments);
        Ranges.check(sweep);
        SweepSettings settings = sweep.settings();
        IneffectiveOptions.ofSweep(GivenOptions.of(spec.commandLine()), arguments, sweep);
        if (sweep.isSearch() && arguments.output.slo == null) {
            throw new ConfigException("a search needs --slo, such as ttft=500ms; or say --rates or --concurrencies");
        }
        PrintStream out = arguments.output.quiet ? NullOutput.STREAM : System.out;
        try (BenchSession session = new BenchSession(arguments, ProcessEnvironment.read())) {
            SweepTrials trials = new SweepTrials(session, arguments, sweep.concurrencies != null, out, interrupt);
            trials.check();
            RunFilesWriter.check(arguments.output.output());
            session.check(interrupt, out);
            out.print(SweepTable.header(trials.swept()));
            List<SweepTrial> made = new ArrayList<>();
            SweepResult result = made(trials, settings, made, out);
            SweepEnd end = new SweepEnd(
                    arguments.output.folder,
                    sweep.attainment,
                    spec.commandLine().getErr(),
                    out);
            int code = end.of(result, trials.failures(), session.publishFailure());
            return interrupt.isWished() ? ExitCode.INTERRUPTED : code;
        }
    }

    /** Whatever ends it, the trials so far are kept. */
    private SweepResult made(SweepTrials trials, SweepSettings settings, List<SweepTrial> made, PrintStream out) {
        Sweep plan = new Sweep(trials, trials::pause, trial -> {
            made.add(trial);
            out.print(SweepTable.line(trial));
            out.flush();
        });
        try {
            if (sweep.rates != null) {
                return plan.rates(sweep.rates, settings.trial(), settings);
            }
            return sweep.concurrencies != null
                    ? plan.concurrencies(sweep.concurrencies, settings.trial(), settings)
                    : plan.search(settings);
        } catch (InterruptedException e) {
            return partial(trials, settings, made, "interrupted after " + made.size() + " trials");
        } catch (IOException e) {
            return partial(trials, settings, made, "ended after " + made.size() + " trials: " + e.getMessage());
        }
    }

    private SweepResult partial(SweepTrials trials, SweepSettings settings, List<SweepTrial> made, String reason) {
        return new SweepResult(
                SweepResult.FORMAT,
                trials.swept(),
                sweep.isSearch() ? settings : null,
                made,
                null,
                null,
                false,
                reason);
    }
}
