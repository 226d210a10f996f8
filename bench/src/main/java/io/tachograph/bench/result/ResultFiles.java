package io.tachograph.bench.result;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a finished run. */
public final class ResultFiles {
    /** Name of the file that {@link ResultFormat} reads. */
    public static final String RESULT = "result.json";

    private ResultFiles() {}

    /**
     * Writes {@code result.json}, whole or not at all; the folder is made when it does not exist.
     *
     * @return the file
     * @throws IOException in one sentence that names the file
     */
    public static Path write(Path folder, RunResult result) throws IOException {
        Path file = folder.resolve(RESULT);
        String text = ResultFormat.write(result) + "\n";
        makeFolder(folder, file);
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        return file;
    }

    /**
     * Makes the folder of a file.
     *
     * @throws IOException in one sentence that names the file
     */
    public static void makeFolder(Path folder, Path file) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw FileFailure.of(file, e);
        }
    }
}
