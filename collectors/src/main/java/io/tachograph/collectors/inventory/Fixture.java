package io.tachograph.collectors.inventory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.client.workload.rows.JsonFault;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A Django fixture: a list of {@code {"model", "pk", "fields"}}, or one such object, as the gateway's guide shows it. */
final class Fixture {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private Fixture() {}

    /**
     * @throws IllegalArgumentException in one sentence, when the file is no fixture
     * @throws IOException when it cannot be read
     */
    static List<FixtureEntry> read(Path file) throws IOException {
        JsonNode root = parse(file);
        if (!root.isArray() && !root.isObject()) {
            throw new IllegalArgumentException(file + ": expected a list of entries with 'model', 'pk' and 'fields'");
        }
        List<FixtureEntry> entries = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (JsonNode node : root.isArray() ? root : List.of(root)) {
            FixtureEntry entry = FixtureEntry.of(file, entries.size() + 1, node);
            if (node.hasNonNull("pk") && !keys.add(entry.model() + " " + node.get("pk"))) {
                throw new IllegalArgumentException(
                        entry.name() + ": its pk occurs twice, and the gateway would keep only the later entry");
            }
            entries.add(entry);
        }
        return entries;
    }

    private static JsonNode parse(Path file) throws IOException {
        try {
            String text = Files.readString(file);
            return JSON.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is not UTF-8 text", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file + ", line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": not valid JSON: " + JsonFault.of(e),
                    e);
        }
    }
}
