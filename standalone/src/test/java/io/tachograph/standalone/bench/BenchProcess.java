package io.tachograph.standalone.bench;

import io.tachograph.standalone.ProductJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code tachograph bench} in a process of its own, so that it can be interrupted like one. */
final class BenchProcess implements AutoCloseable {
    private final Process process;
    private final Path said;

    private BenchProcess(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    static BenchProcess start(Path directory, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("bench"));
        arguments.addAll(Arrays.asList(options));
        File said = directory.resolve("said.txt").toFile();
        return new BenchProcess(
                ProductJvm.builder(256, arguments).redirectOutput(said).start(), said.toPath());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String said() throws IOException {
        return Files.readString(said);
    }

    /** SIGTERM; {@code bench} treats Ctrl-C the same. */
    void interrupt() {
        process.toHandle().destroy();
    }

    int awaitEnd() throws InterruptedException, IOException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + said());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
