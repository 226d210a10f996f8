package io.tachograph.collectors.source.huggingface;

import io.tachograph.schemas.avro.InventoryModel;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the hub knows of a model, or that it does not.
 *
 * @param model as it was asked for
 * @param state of the look-up
 * @param parameters null when unknown, and when several are packed into one number
 * @param quantization empty when unknown
 * @param licence empty when unknown
 * @param facts what else it tells, by its own names
 */
record HubModel(
        String model,
        State state,
        @Nullable Long sizeBytes,
        @Nullable Long parameters,
        String quantization,
        String licence,
        Map<String, String> facts) {
    /** How a look-up ended. */
    enum State {
        FOUND,
        /** The hub does not tell these three apart to somebody without a token. */
        MISSING_PRIVATE_OR_GATED,
        MISSING_OR_PRIVATE,
        GATED,
        DISABLED
    }

    HubModel {
        facts = Map.copyOf(facts);
    }

    static HubModel absent(String model, State state) {
        return new HubModel(model, state, null, null, "", "", Map.of());
    }

    HubModel with(String fact, String value) {
        Map<String, String> more = new TreeMap<>(facts);
        more.put(fact, value);
        return new HubModel(model, state, sizeBytes, parameters, quantization, licence, more);
    }

    HubModel withSizeBytes(@Nullable Long bytes) {
        return new HubModel(model, state, bytes, parameters, quantization, licence, facts);
    }

    InventoryModel record(String agent) {
        return InventoryModel.newBuilder()
                .setModel(model)
                .setSource("huggingface")
                .setSizeBytes(sizeBytes)
                .setParameters(parameters)
                .setQuantization(quantization)
                .setLicence(licence)
                .setFacts(facts)
                .setAgent(agent)
                .setAssertedAtMicros(0)
                .build();
    }
}
