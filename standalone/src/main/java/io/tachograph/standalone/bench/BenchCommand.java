package io.tachograph.standalone.bench;

import io.tachograph.bench.record.Output;
import io.tachograph.bench.result.ResultTable;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.run.Measured;
import io.tachograph.standalone.config.ConfigException;
import io.tachograph.standalone.log.Logs;
import io.tachograph.standalone.terminal.Interrupt;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tachograph bench}. */
@Command(
        name = "bench",
        description = "Puts one endpoint under load and measures it.",
        subcommands = {CompareCommand.class, SweepCommand.class},
        sortOptions = false)
public final class BenchCommand implements Callable<Integer> {
    private static final int INTERRUPT_LIMIT_SECONDS = 60;

    @Mixin
    BenchArguments arguments = new BenchArguments();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, ConfigException, InterruptedException {
        Logs.toFileOnly(System.getenv());
        PrintStream out = System.out;
        Interrupt interrupt = Interrupt.install(INTERRUPT_LIMIT_SECONDS);
        try (BenchSession session = new BenchSession(arguments, System.getenv())) {
            session.check();
            return run(session, out, interrupt);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        } catch (BenchException e) {
            spec.commandLine().getErr().println("tachograph: " + e.getMessage());
            return e.exitCode();
        } finally {
            interrupt.stopped();
        }
    }

    private int run(BenchSession session, PrintStream out, Interrupt interrupt)
            throws IOException, ConfigException, InterruptedException {
        Output output = arguments.output.output();
        BenchView view = new BenchView(out, Boolean.getBoolean("tachograph.terminal"), arguments.output.quiet);
        Measured measured = session.run(session.load(), output, session.runId, arguments.output.label, view, interrupt);
        RunResult result = measured.result();
        if (!arguments.output.quiet) {
            ResultTable.linesOf(result).forEach(out::println);
        }
        List<String> failures = output == null ? List.of() : Keeping.write(output.folder(), measured);
        failures.forEach(this::complain);
        String unpublished = session.publishFailure();
        if (unpublished != null) {
            complain(unpublished);
        }
        if (output != null && failures.isEmpty() && !arguments.output.quiet) {
            out.println("Written to " + output.folder() + ": result.json, vllm.json, report.html, requests");
        }
        out.flush();
        if (interrupt.isWished()) {
            return ExitCode.INTERRUPTED;
        }
        return !failures.isEmpty() || unpublished != null ? ExitCode.NOT_KEPT : verdict(result);
    }

    private int verdict(RunResult result) {
        if (result.counts().ok() == 0 && result.counts().failed() > 0) {
            complain("no request succeeded"
                    + (result.errors().isEmpty()
                            ? ""
                            : "; " + result.errors().get(0).message()));
            return result.counts().outcomes().getOrDefault("CONNECT_ERROR", 0L)
                            == result.counts().failed()
                    ? ExitCode.UNREACHABLE
                    : ExitCode.NO_ANSWER;
        }
        return arguments.output.strict && result.client().clientBound() ? ExitCode.CLIENT_BOUND : ExitCode.OK;
    }

    private void complain(String sentence) {
        spec.commandLine().getErr().println("tachograph: " + sentence);
    }
}
