package io.tachograph.standalone.bench;

import io.tachograph.bench.report.ReportPage;
import io.tachograph.bench.result.ResultFiles;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.run.Measured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the files of a finished run. Each on its own: one that fails does not take the others with it. */
final class Keeping {
    private interface Step {
        void write() throws IOException;
    }

    private final List<String> failures = new ArrayList<>();

    private Keeping() {}

    /** @return one sentence for each file that could not be written */
    static List<String> write(Path folder, Measured measured) {
        Keeping keeping = new Keeping();
        RunResult result = measured.result();
        keeping.failures.addAll(measured.recorded().fileFailures());
        keeping.step(() -> ResultFiles.write(folder, result));
        keeping.step(() -> measured.recorded().writeVllm(result));
        keeping.step(() -> ReportPage.write(folder.resolve("report.html"), List.of(result)));
        return keeping.failures;
    }

    private void step(Step step) {
        try {
            step.write();
        } catch (IOException e) {
            failures.add(String.valueOf(e.getMessage()));
        }
    }
}
