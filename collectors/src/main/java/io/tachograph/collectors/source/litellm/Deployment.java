package io.tachograph.collectors.source.litellm;

import static io.tachograph.collectors.source.http.LooseJson.count;
import static io.tachograph.collectors.source.http.LooseJson.number;
import static io.tachograph.collectors.source.http.LooseJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.http.HttpFailure;
import io.tachograph.schemas.avro.InventoryRoute;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A way from a model's name to a backend, as {@code /model/info} tells it. Only what is named here is read: the rest may
 * hold keys.
 *
 * @param id the proxy's id of it, empty when it has none
 * @param model name that users ask for; several deployments of one name share its load
 * @param url of the backend, without user and query, which may hold a key; empty when unknown
 */
record Deployment(
        String id,
        String model,
        String backendModel,
        String provider,
        String url,
        String mode,
        @Nullable Long maxInputTokens,
        @Nullable Long maxOutputTokens,
        @Nullable Long requestsPerMinute,
        @Nullable Long tokensPerMinute,
        @Nullable Double inputCostPerToken,
        @Nullable Double outputCostPerToken) {
    static Deployment of(JsonNode item) {
        JsonNode told = item.path("litellm_params");
        JsonNode info = item.path("model_info");
        String backend = text(told.path("model"));
        String provider = text(told.path("custom_llm_provider"));
        int slash = backend.indexOf('/');
        return new Deployment(
                text(info.path("id")),
                text(item.path("model_name")),
                backend,
                provider.isEmpty() && slash > 0 ? backend.substring(0, slash) : provider,
                shown(text(told.path("api_base"))),
                text(info.path("mode")),
                count(info.path("max_input_tokens")),
                count(info.path("max_output_tokens")),
                count(told.has("rpm") ? told.path("rpm") : info.path("rpm")),
                count(told.has("tpm") ? told.path("tpm") : info.path("tpm")),
                number(info.path("input_cost_per_token")),
                number(info.path("output_cost_per_token")));
    }

    private static String shown(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() == null ? "" : HttpFailure.shown(uri);
        } catch (URISyntaxException e) {
            return "";
        }
    }

    /** @param proxy host and port, or what else it is called */
    InventoryRoute record(String proxy, String agent) {
        Map<String, String> facts = new TreeMap<>();
        if (!mode.isEmpty()) {
            facts.put("mode", mode);
        }
        put(facts, "max_input_tokens", maxInputTokens);
        put(facts, "max_output_tokens", maxOutputTokens);
        put(facts, "rpm", requestsPerMinute);
        put(facts, "tpm", tokensPerMinute);
        return InventoryRoute.newBuilder()
                .setId(id.isEmpty() ? model + " " + backendModel : id)
                .setProxy(proxy)
                .setSource("litellm")
                .setModel(model)
                .setBackendModel(backendModel)
                .setProvider(provider)
                .setUrl(url)
                .setInputCostPerToken(inputCostPerToken)
                .setOutputCostPerToken(outputCostPerToken)
                .setFacts(facts)
                .setAgent(agent)
                .setAssertedAtMicros(0)
                .build();
    }

    private static void put(Map<String, String> facts, String name, @Nullable Long value) {
        if (value != null) {
            facts.put(name, value.toString());
        }
    }
}
