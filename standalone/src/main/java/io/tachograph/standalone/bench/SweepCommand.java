package io.tachograph.standalone.bench;

import io.tachograph.bench.report.ReportPage;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.sweep.Sweep;
import io.tachograph.bench.sweep.SweepFormat;
import io.tachograph.bench.sweep.SweepResult;
import io.tachograph.bench.sweep.SweepSettings;
import io.tachograph.bench.sweep.SweepTable;
import io.tachograph.bench.sweep.SweepTrial;
import io.tachograph.standalone.config.ConfigException;
import io.tachograph.standalone.log.Logs;
import io.tachograph.standalone.terminal.Interrupt;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
            "Measures several rates or concurrencies, or searches the highest rate that meets the SLO: open loop, from",
            "scheduled times, with a stop rule based on confidence.",
            "All options of bench work; --arrivals constant, poisson or gamma say how a rate arrives."
        },
        sortOptions = false)
final class SweepCommand implements Callable<Integer> {
    private static final int INTERRUPT_LIMIT_SECONDS = 60;

    @Mixin
    SweepArguments sweep = new SweepArguments();

    @Mixin
    BenchArguments arguments = new BenchArguments();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, ConfigException, InterruptedException {
        Logs.toFileOnly(System.getenv());
        PrintStream out = System.out;
        SweepSettings settings = sweep.settings();
        boolean search = sweep.rates == null && sweep.concurrencies == null;
        if (search && arguments.slo == null) {
            throw new ConfigException("a search needs --slo, such as ttft=500ms; or say --rates or --concurrencies");
        }
        Interrupt interrupt = Interrupt.install(INTERRUPT_LIMIT_SECONDS);
        try (BenchSession session = new BenchSession(arguments, System.getenv())) {
            session.check();
            SweepTrials trials = new SweepTrials(session, arguments, sweep.concurrencies != null, out, interrupt);
            out.print(SweepTable.header(trials.swept()));
            Sweep plan = new Sweep(trials, trials::pause, trial -> show(out, trial));
            SweepResult result = search
                    ? plan.search(settings)
                    : sweep.rates != null
                            ? plan.rates(sweep.rates, settings.trial(), settings)
                            : plan.concurrencies(List.copyOf(sweep.concurrencies), settings.trial(), settings);
            return end(result, out, session, interrupt);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        } catch (BenchException e) {
            spec.commandLine().getErr().println("tachograph: " + e.getMessage());
            return e.exitCode();
        } finally {
            interrupt.stopped();
        }
    }

    private static void show(PrintStream out, SweepTrial trial) {
        out.print(SweepTable.line(trial));
        out.flush();
    }

    private int end(SweepResult result, PrintStream out, BenchSession session, Interrupt interrupt) {
        out.println();
        out.println((result.valid() ? "" : "NOT VALID: ") + result.reason());
        Path folder = arguments.output.folder;
        int code = result.valid() ? ExitCode.OK : ExitCode.CLIENT_BOUND;
        try {
            if (folder != null) {
                Files.createDirectories(folder);
                Files.writeString(folder.resolve("sweep.json"), SweepFormat.write(result) + "\n");
                List<RunResult> runs =
                        result.trials().stream().map(SweepTrial::result).toList();
                ReportPage.write(folder.resolve("report.html"), runs, sweep.attainment);
                out.println("Written to " + folder + ": sweep.json, report.html, and a folder per trial");
            }
        } catch (IOException e) {
            spec.commandLine().getErr().println("tachograph: " + e.getMessage());
            code = ExitCode.NOT_KEPT;
        }
        String unpublished = session.publishFailure();
        if (unpublished != null) {
            spec.commandLine().getErr().println("tachograph: " + unpublished);
            code = ExitCode.NOT_KEPT;
        }
        out.flush();
        return interrupt.isWished() ? ExitCode.INTERRUPTED : code;
    }
}
