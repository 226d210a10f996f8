package io.tachograph.dashboardtest.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.dashboardtest.tool.Picture;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What happened in a scenario, line by line as JSON, each line written at once; its screenshots lie beside it. Methods throw
 * {@link UncheckedIOException} when it cannot be written. Used by one thread.
 */
final class Transcript implements AutoCloseable {
    static final String FILE = "transcript.jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final BufferedWriter lines;
    private final Set<String> screenshots = new LinkedHashSet<>();

    private Transcript(Path folder, BufferedWriter lines) {
        this.folder = folder;
        this.lines = lines;
    }

    /** Begins anew: what an earlier run left in the folder is deleted. */
    static Transcript in(Path folder) {
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "{screenshot-*.png,verdict.json}")) {
                for (Path file : old) {
                    Files.delete(file);
                }
            }
            return new Transcript(folder, Files.newBufferedWriter(folder.resolve(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** @param kind what happened */
    void write(String kind, Map<String, ?> facts) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", Instant.now().toString());
        line.put("kind", kind);
        line.putAll(facts);
        try {
            lines.write(JSON.writeValueAsString(line));
            lines.newLine();
            lines.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The transcript in " + folder + " cannot be written: " + e.getMessage(), e);
        }
    }

    void keep(Picture picture) {
        try {
            Files.write(folder.resolve(picture.name()), picture.png());
            screenshots.add(picture.name());
        } catch (IOException e) {
            throw new UncheckedIOException(picture.name() + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Names of those that were kept. */
    Set<String> screenshots() {
        return Set.copyOf(screenshots);
    }

    /** A file of its own, as JSON for people. */
    void writeFile(String name, Object content) {
        try {
            Files.writeString(
                    folder.resolve(name), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The transcript in " + folder + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
