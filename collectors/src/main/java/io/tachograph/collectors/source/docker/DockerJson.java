package io.tachograph.collectors.source.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tachograph.client.clock.WallClock;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The engine's JSON. What is missing, null or of another type is absent: its versions differ in all three. */
final class DockerJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DockerJson() {}

    /** @throws JsonProcessingException when it is not JSON */
    static JsonNode read(InputStream in) throws IOException {
        return MAPPER.readTree(in);
    }

    /** Absent when it is not JSON. */
    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    static Map<String, String> textByKey(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    /** A counter, which is unsigned: above what a long holds it means "no limit". */
    static @Nullable Long count(JsonNode node) {
        if (node.isTextual()) {
            try {
                return Math.max(-1, Long.parseUnsignedLong(node.asText())) < 0 ? Long.MAX_VALUE : node.asLong();
            } catch (NumberFormatException e) {
                return null;
            }
        }
        if (!node.isNumber() || node.asDouble() < 0) {
            return null;
        }
        return node.canConvertToLong() ? node.longValue() : Long.valueOf(Long.MAX_VALUE);
    }

    /** Microseconds since the epoch; null for year 1, by which Docker says "never". */
    static @Nullable Long micros(JsonNode node) {
        try {
            Instant at = Instant.parse(node.asText());
            return at.isAfter(Instant.EPOCH) ? WallClock.micros(at) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
