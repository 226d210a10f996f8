package io.tachograph.api.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads the checked-in contract. */
public final class Contract {
    private Contract() {}

    /** {@code openapi.yaml}. */
    public static JsonNode read() {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(Resource.read("openapi.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml in the jar of the API cannot be read.", e);
        }
    }
}
