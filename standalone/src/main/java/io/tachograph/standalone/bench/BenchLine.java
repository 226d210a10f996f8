package io.tachograph.standalone.bench;

import io.tachograph.config.ConfigException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Prepares the command line of {@code bench}: a scenario file under it, and its help. */
public final class BenchLine {
    private BenchLine() {}

    /** @throws ConfigException when the arguments name a scenario that cannot be used */
    public static void prepare(CommandLine main, String[] arguments, Map<String, String> environment)
            throws ConfigException {
        CommandLine bench = below(main, "bench");
        CommandLine sweep = below(bench, "sweep");
        SectionedOptions.of(bench);
        SectionedOptions.of(sweep);
        SectionedOptions.of(below(bench, "compare"));
        if (arguments.length == 0 || !arguments[0].equals("bench")) {
            return;
        }
        ScenarioFile scenario = ScenarioFile.namedBy(arguments, environment);
        CommandLine chosen = arguments.length > 1 && arguments[1].equals("sweep") ? sweep : bench;
        scenario.check(chosen.getCommandSpec());
        // Set on the one that runs: with the parent's options under it, its own defaults would not be asked for.
        chosen.setDefaultValueProvider(scenario);
    }

    private static CommandLine below(CommandLine command, String name) {
        return Objects.requireNonNull(command.getSubcommands().get(name), name);
    }

    /** Where the value of an argument comes from when it was not typed, for people; empty when it was. */
    public static String source(CommandLine command, @Nullable ArgSpec argument) {
        return command.getDefaultValueProvider() instanceof ScenarioFile scenario
                        && argument instanceof OptionSpec option
                        && scenario.keys().contains(option.longestName().substring(2))
                ? scenario.name()
                : "";
    }

    /** @throws ConfigException when the parent was given options, which would have no effect */
    static void checkOrder(CommandLine command) throws ConfigException {
        CommandLine bench = command.getParent();
        if (bench != null && !bench.getParseResult().matchedOptionsSet().isEmpty()) {
            throw new ConfigException("options of '" + command.getCommandName() + "' go behind it: tachograph bench "
                    + command.getCommandName() + " ...");
        }
    }
}
