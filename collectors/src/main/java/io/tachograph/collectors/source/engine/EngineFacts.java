package io.tachograph.collectors.source.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.client.scrape.KnownEngine;
import io.tachograph.collectors.source.http.Page;
import java.io.IOException;
import java.util.ArrayList;
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
     * Names of models on a page of OpenAI's form ({@code data}, {@code id}) or Ollama's ({@code models}, {@code name}).
     * Paths of their files, which some engines tell, are left out.
     */
    static List<String> models(Page page) {
        JsonNode json = json(page);
        List<String> models = new ArrayList<>();
        if (json != null) {
            for (JsonNode model : json.has("data") ? json.path("data") : json.path("models")) {
                String name = model.path("id").asText(model.path("name").asText(""));
                if (!name.isEmpty() && models.size() < MOST_MODELS) {
                    models.add(bounded(name));
                }
            }
        }
        return models;
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
