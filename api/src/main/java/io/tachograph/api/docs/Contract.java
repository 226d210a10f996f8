package io.tachograph.api.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads the checked-in contract. */
final class Contract {
    private Contract() {}

    /** {@code openapi.yaml} as JSON. */
    static byte[] asJson() {
        try {
            JsonNode contract = new ObjectMapper(new YAMLFactory()).readTree(Resource.read("openapi.yaml"));
            return new ObjectMapper().writeValueAsBytes(contract);
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml in the jar of the API cannot be read.", e);
        }
    }
}
