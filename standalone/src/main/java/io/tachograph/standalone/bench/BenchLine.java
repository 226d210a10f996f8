package io.tachograph.standalone.bench;

import io.tachograph.standalone.config.ConfigException;
import java.util.Map;
import picocli.CommandLine;

/** Puts a scenario file under the command line of {@code bench} and {@code bench sweep}. */
public final class BenchLine {
    private BenchLine() {}

    /** @throws ConfigException when the arguments name a scenario that cannot be used */
    public static void prepare(CommandLine main, String[] arguments, Map<String, String> environment)
            throws ConfigException {
        if (arguments.length == 0 || !arguments[0].equals("bench")) {
            return;
        }
        ScenarioFile scenario = ScenarioFile.namedBy(arguments, environment);
        CommandLine bench = main.getSubcommands().get("bench");
        CommandLine chosen = arguments.length > 1 && arguments[1].equals("sweep")
                ? bench.getSubcommands().get("sweep")
                : bench;
        scenario.check(chosen.getCommandSpec());
        // Set on the one that runs: with the parent's options under it, its own defaults would not be asked for.
        chosen.setDefaultValueProvider(scenario);
    }
}
