package io.tachograph.standalone.bench;

import io.tachograph.bench.sweep.SweepResult;
import io.tachograph.bench.sweep.SweepTrial;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said and written when a sweep has ended.
 *
 * @param folder for its files, null for none
 * @param attainment share of the requests that was wanted to be good
 * @param err for what went wrong
 * @param out for what was found
 */
record SweepEnd(@Nullable Path folder, double attainment, PrintWriter err, PrintStream out) {
    /** @return the exit code */
    int of(SweepResult result, List<String> failures, @Nullable String unpublished) {
        out.println();
        if (result.trials().stream().anyMatch(SweepTrial::confirming)) {
            out.println("* confirming. Times from when requests were scheduled.");
        }
        out.println((result.valid() ? "" : "NOT VALID: ") + result.reason());
        List<String> unkept = new ArrayList<>(failures);
        if (folder != null && !result.trials().isEmpty()) {
            unkept.addAll(RunFilesWriter.write(folder, result, attainment));
            out.println("Written to " + folder + ": sweep.json, report.html, and a folder for each trial");
        }
        if (unpublished != null) {
            unkept.add(unpublished);
        }
        unkept.forEach(this::complain);
        out.flush();
        return unkept.isEmpty() ? verdict(result) : ExitCode.NOT_KEPT;
    }

    private int verdict(SweepResult result) {
        boolean answered = result.trials().stream()
                .anyMatch(trial -> trial.result().counts().ok() > 0);
        if (!answered) {
            complain("no request succeeded");
            return ExitCode.NO_ANSWER;
        }
        boolean bound = result.trials().stream()
                .anyMatch(trial -> trial.result().client().clientBound());
        return result.valid() ? ExitCode.OK : bound ? ExitCode.CLIENT_BOUND : ExitCode.FAILED;
    }

    private void complain(String sentence) {
        err.println("tachograph: " + sentence);
        err.flush();
    }
}
