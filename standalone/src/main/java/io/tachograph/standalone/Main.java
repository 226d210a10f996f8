package io.tachograph.standalone;

import io.tachograph.config.ConfigException;
import io.tachograph.config.DurationText;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.standalone.agent.AgentCommand;
import io.tachograph.standalone.bench.BenchCommand;
import io.tachograph.standalone.bench.BenchLine;
import io.tachograph.standalone.dashboardtest.DashboardTestCommand;
import io.tachograph.standalone.deadletters.DeadLettersCommand;
import io.tachograph.standalone.flink.FlinkCommand;
import io.tachograph.standalone.gateway.GatewayCommand;
import io.tachograph.standalone.generation.GenerationCommand;
import io.tachograph.standalone.generation.WorkerCommand;
import io.tachograph.standalone.jobs.JobsCommand;
import io.tachograph.standalone.keys.KeysCommand;
import io.tachograph.standalone.otlp.ExportOtlpCommand;
import io.tachograph.standalone.prices.PricesCommand;
import io.tachograph.standalone.recompute.RecomputeCommand;
import io.tachograph.standalone.topics.TopicsCommand;
import io.tachograph.standalone.up.UpCommand;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Errors are one sentence on standard error and an exit code: 1 it failed, 2 it was misused. */
@Command(
        name = "tachograph",
        description = "Measures LLM inference fleets: how fast each model, engine and GPU answers.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            UpCommand.class,
            BenchCommand.class,
            SimulateCommand.class,
            AgentCommand.class,
            GatewayCommand.class,
            TopicsCommand.class,
            JobsCommand.class,
            FlinkCommand.class,
            RecomputeCommand.class,
            DeadLettersCommand.class,
            HousekeepingCommand.class,
            ApiCommand.class,
            GenerationCommand.class,
            WorkerCommand.class,
            KeysCommand.class,
            PricesCommand.class,
            ExportOtlpCommand.class,
            DashboardTestCommand.class,
            MigrateCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        scope = CommandLine.ScopeType.INHERIT)
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** @return the exit code */
    public static int execute(String... args) {
        CommandLine line = commandLine();
        try {
            BenchLine.prepare(line, args, ProcessEnvironment.read());
        } catch (ConfigException e) {
            line.getErr().println("tachograph: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        return line.execute(args);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .registerConverter(Duration.class, Main::duration)
                .setParameterExceptionHandler(new Misuse())
                .setExecutionExceptionHandler(new OneSentence())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static Duration duration(String text) {
        try {
            return DurationText.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"tachograph " + (version == null ? "(built from source)" : version)};
        }
    }
}
