package io.tachograph.standalone.bench;

import io.tachograph.bench.compare.Comparison;
import io.tachograph.bench.compare.ComparisonFormat;
import io.tachograph.bench.compare.ComparisonTable;
import io.tachograph.bench.compare.Side;
import io.tachograph.bench.compare.SideFiles;
import io.tachograph.bench.compare.Thresholds;
import io.tachograph.standalone.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tachograph bench compare}. */
@Command(
        name = "compare",
        description = {
            "Compares two runs, or two sets of runs: effect, interval and verdict per metric.",
            "Exit code 0: not worse; 7: worse; 8: not valid."
        })
final class CompareCommand implements Callable<Integer> {
    private static final int WORSE = 7;
    private static final int NOT_VALID = 8;

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "Before: result.json, a run's folder, or a folder of runs; several separated by commas.")
    String a = "";

    @Parameters(index = "1", paramLabel = "B", description = "After.")
    String b = "";

    @Option(names = "--json", description = "Print JSON instead of the table.")
    boolean json;

    @Option(
            names = "--matters",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "Smallest relative difference that matters (default: ${DEFAULT-VALUE}).")
    double matters;

    @Override
    public Integer call() throws IOException, ConfigException {
        Comparison comparison;
        try {
            comparison = Comparison.of(
                    side(a),
                    side(b),
                    new Thresholds(Thresholds.DEFAULT.confidence(), matters, Thresholds.DEFAULT.points()));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
        System.out.print(json ? ComparisonFormat.write(comparison) + "\n" : ComparisonTable.of(comparison));
        System.out.flush();
        return switch (comparison.worst()) {
            case NOT_VALID -> NOT_VALID;
            case WORSE -> WORSE;
            case NO_EVIDENCE, BETTER -> ExitCode.OK;
        };
    }

    private static Side side(String paths) throws IOException {
        List<Path> list = new ArrayList<>();
        for (String path : paths.split(",", -1)) {
            list.add(Path.of(path.strip()));
        }
        return SideFiles.read(list);
    }
}
