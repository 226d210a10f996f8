package io.tachograph.standalone.bench;

import java.util.HashSet;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Which options a person gave.
 *
 * @param line on the command line
 * @param scenario in the scenario, and not on the command line
 */
record GivenOptions(Set<String> line, Set<String> scenario) {
    /** Those of a command that was parsed. */
    static GivenOptions of(CommandLine command) {
        Set<String> line = new HashSet<>();
        for (OptionSpec option : command.getParseResult().matchedOptionsSet()) {
            line.add(option.longestName());
        }
        Set<String> scenario = new HashSet<>();
        if (command.getDefaultValueProvider() instanceof ScenarioFile file) {
            file.keys().forEach(key -> scenario.add("--" + key));
        }
        scenario.removeAll(line);
        return new GivenOptions(line, scenario);
    }

    boolean has(String name) {
        return line.contains(name) || scenario.contains(name);
    }
}
