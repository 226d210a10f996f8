package io.tachograph.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Files of {@code infra/} and what is in them. */
final class Yaml {
    static final Path ROOT = Path.of("..");
    static final Path INFRA = ROOT.resolve("infra");

    private static final ObjectReader READER = new YAMLMapper().readerFor(JsonNode.class);

    private Yaml() {}

    /** Every document of a text that is not empty. */
    static List<JsonNode> documents(String text) {
        try (MappingIterator<JsonNode> documents = READER.readValues(text)) {
            return documents.readAll().stream()
                    .filter(document -> !document.isNull() && !document.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode of(Path file) {
        List<JsonNode> documents = documents(text(file));
        if (documents.size() != 1) {
            throw new IllegalArgumentException(file + " has " + documents.size() + " documents");
        }
        return documents.get(0);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
