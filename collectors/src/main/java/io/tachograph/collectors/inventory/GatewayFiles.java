package io.tachograph.collectors.inventory;

import io.tachograph.config.ConfigException;
import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The targets that a gateway's {@code endpoints.json} holds.
 *
 * @param targets those that can be asked
 * @param notes a sentence for each entry that is no target, and for each key that is not known
 */
public record GatewayFiles(List<TargetConfig> targets, List<String> notes) {
    /** Reads one of the two files. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(Path file) throws IOException;
    }

    public GatewayFiles {
        targets = List.copyOf(targets);
        notes = List.copyOf(notes);
    }

    /**
     * @param clusters the gateway's {@code clusters.json}, null for none
     * @throws ConfigException when a file cannot be read
     * @throws IllegalArgumentException in one sentence, when one is wrong
     */
    public static GatewayFiles read(Path endpoints, @Nullable Path clusters) throws ConfigException {
        Clusters known = clusters == null ? null : read(clusters, ClustersFile::read);
        Inventory inventory =
                read(endpoints, file -> known == null ? EndpointsFile.read(file) : EndpointsFile.read(file, known));
        List<String> notes = new ArrayList<>(known == null ? List.of() : known.warnings());
        notes.addAll(inventory.warnings());
        inventory.skipped().forEach(skipped -> notes.add(skipped.entry() + ": " + skipped.reason()));
        return new GatewayFiles(inventory.targets(), notes);
    }

    private static <T> T read(Path file, Reading<T> reading) throws ConfigException {
        try {
            return reading.of(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + " does not exist");
        } catch (AccessDeniedException e) {
            throw new ConfigException(file + " cannot be read: access denied");
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + " is not UTF-8 text");
        } catch (IOException e) {
            throw new ConfigException(file + " cannot be read: " + e.getMessage());
        }
    }
}
