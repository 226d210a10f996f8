package io.tachograph.embedded.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the checkpoint to resume from. */
final class Checkpoints {
    private Checkpoints() {}

    /** The newest complete checkpoint below a directory: {@code <job>/chk-<n>} with a {@code _metadata} file in it. */
    static Optional<Path> newest(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory, 3)) {
            return files.filter(file -> file.getFileName().toString().equals("_metadata"))
                    .max(Comparator.comparing(Checkpoints::writtenAt))
                    .map(Path::getParent);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static FileTime writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
