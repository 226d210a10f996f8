package io.tachograph.standalone.bench;

import io.tachograph.bench.compare.Comparison;
import io.tachograph.bench.compare.ComparisonFormat;
import io.tachograph.bench.compare.ComparisonTable;
import io.tachograph.bench.compare.Side;
import io.tachograph.bench.compare.SideFiles;
import io.tachograph.bench.compare.Thresholds;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.standalone.log.Logs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tachograph bench compare}. */
@Command(
        name = "compare",
        description = {
            "Compares two runs, or two sets of runs: effect, interval and verdict per metric.",
            "",
            "  tachograph bench compare results/before results/after",
            "  tachograph bench compare results/a1,results/a2,results/a3 results/b1,results/b2,results/b3",
            ""
        },
        customSynopsis = "tachograph bench compare A B [--json] [--matters SHARE]",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:B is not worse than A",
            "2:a file is missing, or is not a result",
            "7:B is worse",
            "8:not valid: a run is partial, or its client was the bottleneck"
        },
        sortOptions = false)
@Section("Output")
final class CompareCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "Before: a result.json, a run's folder, or a folder of runs; several separated by commas.")
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

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, ConfigException {
        Logs.toFileOnly(ProcessEnvironment.read());
        BenchLine.checkOrder(spec.commandLine());
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
            case NOT_VALID -> ExitCode.NOT_VALID;
            case WORSE -> ExitCode.WORSE;
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
