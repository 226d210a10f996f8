package io.tachograph.bench.compare;

import io.tachograph.bench.result.ResultFormat;
import io.tachograph.bench.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a side from the files that runs wrote. */
public final class SideFiles {
    private static final String RESULT = "result.json";

    private SideFiles() {}

    /**
     * @param paths each a result file, a run's folder with a {@code result.json}, or a folder of such folders
     * @throws IllegalArgumentException in one sentence, when a path leads to no result
     * @throws IOException when a file cannot be read
     */
    public static Side read(List<Path> paths) throws IOException {
        List<RunResult> runs = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : files(path)) {
                runs.add(ResultFormat.read(file.toString(), Files.readString(file)));
            }
        }
        return new Side(paths.stream().map(Path::toString).collect(Collectors.joining(" ")), runs);
    }

    private static List<Path> files(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw new IllegalArgumentException(path + " does not exist");
        }
        if (Files.isRegularFile(path.resolve(RESULT))) {
            return List.of(path.resolve(RESULT));
        }
        try (Stream<Path> folders = Files.list(path)) {
            List<Path> files = folders.map(folder -> folder.resolve(RESULT))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new IllegalArgumentException(path + " has no " + RESULT + ", and neither has a folder in it");
            }
            return files;
        }
    }
}
