package io.tachograph.schemas.codec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Every schema that was ever released, by fingerprint. The files stay in the tree for ever, one folder per release, and
 * {@code released/index.txt} lists them: what was once written can always be read.
 */
final class ReleasedSchemas {
    private static final Map<Long, Schema> BY_FINGERPRINT = load();

    private ReleasedSchemas() {}

    static Map<Long, Schema> byFingerprint() {
        return BY_FINGERPRINT;
    }

    private static Map<Long, Schema> load() {
        Map<Long, Schema> schemas = new LinkedHashMap<>();
        for (String file : lines("released/index.txt")) {
            Schema schema = new Schema.Parser().parse(String.join("\n", lines("released/" + file)));
            schemas.put(SchemaNormalization.parsingFingerprint64(schema), schema);
        }
        return Map.copyOf(schemas);
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(
                        ReleasedSchemas.class.getResourceAsStream("/io/tachograph/schemas/" + resource), resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
