package io.tachograph.collectors.source.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.client.scrape.KnownEngine;
import io.tachograph.collectors.source.http.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where engines tell their versions, and how their pages are read. */
final class EngineFacts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_MODELS = 100;
    private static final int MOST_CHARS = 200;

    /** By engine: its pages that have a version, the newest first. */
    private static final Map<KnownEngine, List<String>> VERSION_PAGES = Map.of(
            KnownEngine.VLLM, List.of("/version"),
            KnownEngine.SGLANG, List.of("/get_server_info", "/server_info"),
            KnownEngine.TGI, List.of("/info"),
            KnownEngine.LLAMA_CPP, List.of("/props"),
            KnownEngine.TENSORRT_LLM, List.of("/version"),
            KnownEngine.TRITON, List.of("/v2"));

    private EngineFacts() {}

    static List<String> versionPages(KnownEngine engine) {
        return VERSION_PAGES.getOrDefault(engine, List.of());
    }

    /** The version on a page of {@link #versionPages}, empty when there is none. */
    static String version(Page page) {
        JsonNode json = json(page);
        JsonNode version = json == null ? null : json.has("version") ? json.get("version") : json.get("build_info");
        return version == null || !version.isTextual() ? "" : bounded(version.textValue());
    }

    /**
     * Models on a page of OpenAI's form ({@code data}, {@code id}; vLLM's {@code max_model_len}, llama.cpp's {@code meta})
     * or Ollama's ({@code models}, {@code name}). Paths of their files, which some engines tell, are left out.
     */
    static List<ServedModel> models(Page page) {
        JsonNode json = json(page);
        List<ServedModel> models = new ArrayList<>();
        if (json != null) {
            for (JsonNode model : json.has("data") ? json.path("data") : json.path("models")) {
                String name = model.path("id").asText(model.path("name").asText(""));
                if (!name.isEmpty() && models.size() < MOST_MODELS) {
                    models.add(model(bounded(name), model));
                }
            }
        }
        return models;
    }

    private static ServedModel model(String name, JsonNode json) {
        JsonNode meta = json.path("meta");
        JsonNode details = json.path("details");
        Map<String, String> facts = new HashMap<>();
        for (String fact : List.of("parent", "owned_by")) {
            put(fact, json.path(fact), facts);
        }
        for (String fact : List.of("family", "parameter_size", "format")) {
            put(fact, details.path(fact), facts);
        }
        put("size_vram", json.path("size_vram"), facts);
        Long length = first(json.path("max_model_len"), json.path("context_length"), meta.path("n_ctx_train"));
        return new ServedModel(
                name,
                first(json.path("size"), meta.path("size")),
                first(meta.path("n_params")),
                bounded(details.path("quantization_level").asText("")),
                length == null || length > Integer.MAX_VALUE ? null : Integer.valueOf(length.intValue()),
                facts);
    }

    private static void put(String name, JsonNode value, Map<String, String> facts) {
        if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
            facts.put(name, bounded(value.asText()));
        }
    }

    private static @Nullable Long first(JsonNode... values) {
        for (JsonNode value : values) {
            if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() > 0) {
                return value.longValue();
            }
        }
        return null;
    }

    private static String bounded(String text) {
        String stripped = text.strip();
        return stripped.length() <= MOST_CHARS ? stripped : stripped.substring(0, MOST_CHARS);
    }

    private static @Nullable JsonNode json(Page page) {
        try {
            return page.status() == 200 ? JSON.readTree(page.body()) : null;
        } catch (IOException e) {
            return null;
        }
    }
}
