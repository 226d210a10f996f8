package io.tachograph.standalone.bench;

import io.tachograph.bench.record.Output;
import io.tachograph.bench.record.RequestFile;
import io.tachograph.bench.report.ReportPage;
import io.tachograph.bench.result.AtomicFile;
import io.tachograph.bench.result.FileFailure;
import io.tachograph.bench.result.ResultFiles;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.run.FinishedRun;
import io.tachograph.bench.sweep.SweepFormat;
import io.tachograph.bench.sweep.SweepResult;
import io.tachograph.bench.sweep.SweepTrial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the files of finished runs. Each on its own: one that fails does not take the others with it. */
final class RunFilesWriter {
    private static final Logger LOGGER = LoggerFactory.getLogger(RunFilesWriter.class);
    private static final String REPORT = "report.html";

    /** One file. */
    @FunctionalInterface
    private interface Step {
        void write() throws IOException;
    }

    private final List<String> failures = new ArrayList<>();

    private RunFilesWriter() {}

    /**
     * Makes the folder, before anything is sent.
     *
     * @throws BenchException when nothing could be written there
     */
    static void check(@Nullable Output output) throws BenchException {
        if (output == null) {
            return;
        }
        Path folder = output.folder();
        try {
            ResultFiles.makeFolder(folder, folder.resolve(ResultFiles.RESULT));
            if (!Files.isWritable(folder)) {
                throw FileFailure.of(folder.resolve(ResultFiles.RESULT), new AccessDeniedException(folder.toString()));
            }
        } catch (IOException e) {
            throw new BenchException(ExitCode.NOT_KEPT, String.valueOf(e.getMessage()));
        }
    }

    /** @return one sentence for each file that could not be written */
    static List<String> write(Path folder, FinishedRun measured) {
        RunFilesWriter writer = new RunFilesWriter();
        RunResult result = measured.result();
        writer.failures.addAll(measured.recorded().fileFailures());
        writer.step(() -> result(folder, result));
        writer.step(() -> measured.recorded().writeVllm(result));
        writer.step(() -> report(folder, ReportPage.html(List.of(result))));
        return writer.failures;
    }

    /** The same of a sweep whose trials are kept already. */
    static List<String> write(Path folder, SweepResult sweep, double attainment) {
        RunFilesWriter writer = new RunFilesWriter();
        List<RunResult> runs = sweep.trials().stream().map(SweepTrial::result).toList();
        writer.step(() -> AtomicFile.write(
                folder.resolve("sweep.json"),
                out -> out.write((SweepFormat.write(sweep) + "\n").getBytes(StandardCharsets.UTF_8))));
        writer.step(() -> report(folder, ReportPage.html(runs, attainment)));
        return writer.failures;
    }

    /** A run may have taken hours: where its folder does not take the result, the folder for temporary files may. */
    private static void result(Path folder, RunResult result) throws IOException {
        try {
            ResultFiles.write(folder, result);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; " + elsewhere(result), e);
        }
    }

    private static String elsewhere(RunResult result) {
        try {
            return "it is " + ResultFiles.write(Files.createTempDirectory("tachograph-"), result) + " instead";
        } catch (IOException e) {
            return "nor can " + e.getMessage();
        }
    }

    private static void report(Path folder, String html) throws IOException {
        AtomicFile.write(folder.resolve(REPORT), out -> out.write(html.getBytes(StandardCharsets.UTF_8)));
    }

    /** The files of a run, for people. */
    static String names(Output output) {
        return "result.json, vllm.json, " + REPORT
                + output.requests().stream()
                        .sorted()
                        .map(RequestFile::fileName)
                        .map(name -> ", " + name)
                        .collect(Collectors.joining());
    }

    private void step(Step step) {
        try {
            step.write();
        } catch (IOException e) {
            failures.add(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Nobody should lose the other files to a fault in one of them.
            LOGGER.error("a file could not be made", e);
            failures.add("a file could not be made: " + e);
        }
    }
}
