package io.tachograph.standalone.bench;

import io.tachograph.bench.record.Output;
import io.tachograph.bench.result.Counts;
import io.tachograph.bench.result.ResultTable;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.run.FinishedRun;
import io.tachograph.bench.run.Load;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.standalone.terminal.Interrupt;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tachograph bench}. */
@Command(
        name = "bench",
        description = {
            "Puts one endpoint under load and measures it.",
            "",
            "  tachograph bench --target http://localhost:8000 --model llama --requests 200 --concurrency 8",
            "  tachograph bench --target http://localhost:8000 --model llama --rate 10 --duration 60s --output a"
        },
        customSynopsis = {
            "tachograph bench --target URL --model NAME [OPTION...]",
            "       tachograph bench --endpoints FILE [--endpoint SLUG] [OPTION...]",
            "       tachograph bench compare A B",
            "       tachograph bench sweep --target URL --model NAME [OPTION...]"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the run was measured",
            "1:bench itself failed",
            "2:an option, a file or a value is wrong; nothing was sent",
            "3:the target cannot be reached",
            "4:the target does not speak the API given, or no request succeeded",
            "5:a file cannot be written, or records cannot be published",
            "6:with --strict, the client was the bottleneck",
            "130:interrupted; what was measured is written, marked partial (SIGTERM: 143)"
        },
        commandListHeading = "%nCommands:%n",
        subcommands = {CompareCommand.class, SweepCommand.class},
        sortOptions = false)
public final class BenchCommand implements Callable<Integer> {
    @Mixin
    BenchArguments arguments = new BenchArguments();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return GuardedCommand.run(spec.commandLine().getErr(), this::measure);
    }

    private int measure(Interrupt interrupt) throws BenchException, ConfigException, IOException, InterruptedException {
        Ranges.check(arguments);
        IneffectiveOptions.ofRun(GivenOptions.of(spec.commandLine()), arguments);
        PrintStream out = arguments.output.quiet ? NullOutput.STREAM : System.out;
        try (BenchSession session = new BenchSession(arguments, ProcessEnvironment.read())) {
            Load load = session.load();
            Output output = arguments.output.output();
            RunFilesWriter.check(output);
            session.check(interrupt, out);
            BenchView view = new BenchView(out, Boolean.getBoolean("tachograph.terminal"));
            FinishedRun measured = session.run(load, output, session.runId, arguments.output.label, view, interrupt);
            return keep(session, measured, output, out, interrupt);
        }
    }

    private int keep(
            BenchSession session, FinishedRun measured, @Nullable Output output, PrintStream out, Interrupt interrupt) {
        ResultTable.linesOf(measured.result()).forEach(out::println);
        session.notes().forEach(note -> out.println("Note: " + note));
        boolean kept = true;
        if (output != null) {
            List<String> failures = RunFilesWriter.write(output.folder(), measured);
            failures.forEach(this::complain);
            kept = failures.isEmpty();
            out.println(
                    kept
                            ? "Written to " + output.folder() + ": " + RunFilesWriter.names(output)
                            : "What could be written is in " + output.folder());
        }
        String unpublished = session.publishFailure();
        if (unpublished != null) {
            complain(unpublished);
        }
        out.flush();
        if (interrupt.isWished()) {
            return ExitCode.INTERRUPTED;
        }
        return kept && unpublished == null ? verdict(measured.result()) : ExitCode.NOT_KEPT;
    }

    private int verdict(RunResult result) {
        Counts counts = result.counts();
        if (counts.ok() == 0 && counts.failed() > 0) {
            complain("no request succeeded"
                    + (result.errors().isEmpty()
                            ? ""
                            : "; " + result.errors().get(0).message()));
            return counts.outcomes().getOrDefault("CONNECT_ERROR", 0L) == counts.failed()
                    ? ExitCode.UNREACHABLE
                    : ExitCode.NO_ANSWER;
        }
        return arguments.output.strict && result.client().clientBound() ? ExitCode.CLIENT_BOUND : ExitCode.OK;
    }

    private void complain(String sentence) {
        spec.commandLine().getErr().println("tachograph: " + sentence);
    }
}
