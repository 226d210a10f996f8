package io.tachograph.collectors.source.discovery;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tachograph.collectors.source.DiscoveredTarget;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Reads lists of targets from files. If one of them is wrong, all that was found before stays. */
final class FileSdSource implements Source {
    private static final long MOST_BYTES = 16 << 20;
    /** JSON is YAML. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Targets with the same labels. */
    record Group(@Nullable List<String> targets, @Nullable Map<String, String> labels) {}

    private final String name;
    private final FileSdSettings settings;
    private final DiscoveredTargets targets;
    private volatile String details = "";

    FileSdSource(String name, FileSdSettings settings, DiscoveredTargets targets) {
        this.name = name;
        this.settings = settings;
        this.targets = targets;
    }

    @Override
    public CompletionStage<Void> read(Consumer<SpecificRecord> records) {
        try {
            List<DiscoveredTarget> found = new ArrayList<>();
            for (String pattern : settings.files()) {
                for (Path file : files(pattern)) {
                    found.addAll(targets(file));
                }
            }
            targets.replace(name, found);
            details = Found.words(found);
            return CompletableFuture.completedFuture(null);
        } catch (SourceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static List<Path> files(String pattern) throws SourceException {
        Path path = Path.of(pattern);
        String last = path.getFileName().toString();
        if (last.indexOf('*') < 0) {
            return List.of(path);
        }
        List<Path> files = new ArrayList<>();
        Path folder = path.getParent() == null ? Path.of("") : path.getParent();
        try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, last)) {
            matching.forEach(files::add);
        } catch (IOException e) {
            throw new SourceException(
                    FailureKind.UNREACHABLE, "the folder of " + pattern + " cannot be read: " + why(e));
        }
        files.sort(null);
        return files;
    }

    private List<DiscoveredTarget> targets(Path file) throws SourceException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new SourceException(FailureKind.TOO_LARGE, file + " has more than " + MOST_BYTES + " bytes");
            }
            List<DiscoveredTarget> found = new ArrayList<>();
            Group[] groups = YAML.readValue(file.toFile(), Group[].class);
            if (groups == null) {
                throw new IllegalArgumentException("it says null");
            }
            for (Group group : groups) {
                if (group == null) {
                    throw new IllegalArgumentException("an entry is empty");
                }
                Map<String, String> labels = group.labels() == null ? Map.of() : group.labels();
                for (String address : group.targets() == null ? List.<String>of() : group.targets()) {
                    found.add(settings.target().at(address, labels));
                }
            }
            return found;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw malformed(
                    file,
                    "it must be JSON or YAML, a list of `targets` with `labels`"
                            + (at == null ? "" : ", and is not at line " + at.getLineNr()));
        } catch (IllegalArgumentException e) {
            throw malformed(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new SourceException(FailureKind.UNREACHABLE, file + " cannot be read: " + why(e));
        }
    }

    private static SourceException malformed(Path file, String why) {
        return new SourceException(
                FailureKind.MALFORMED, file + " is not a list of targets: " + why + "; targets found before stay");
    }

    private static String why(IOException e) {
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return "it does not exist, or may not be read by the agent's user";
        }
        return e instanceof AccessDeniedException ? "the agent's user may not read it" : "the disk fails to read it";
    }

    @Override
    public String details() {
        return details;
    }

    @Override
    public void close() {
        // Nothing is held between two readings.
    }
}
