package io.tachograph.standalone;

import io.tachograph.standalone.up.UpCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Errors are one sentence on standard error and an exit code: 1 it failed, 2 it was misused. */
@Command(
        name = "tachograph",
        description = "What the tachograph is to a lorry fleet, for LLM inference fleets.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {UpCommand.class, SimulateCommand.class, ApiCommand.class, MigrateCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        scope = CommandLine.ScopeType.INHERIT)
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(new OneSentence())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"tachograph " + (version == null ? "(built from source)" : version)};
        }
    }
}
