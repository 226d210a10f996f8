package io.tachograph.api.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads a checked-in contract. */
public final class Contract {
    private Contract() {}

    /** @param path of the YAML, as {@link Resource#read} takes it */
    public static JsonNode read(String path) {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(Resource.read(path));
        } catch (IOException e) {
            throw new UncheckedIOException(path + " in the jar of the API cannot be read.", e);
        }
    }
}
