package io.tachograph.collectors.source.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.collectors.source.container.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * What an engine reports about itself and its host.
 *
 * @param product with its version
 * @param defaultRuntime by which containers run that name none
 * @param cores of the host
 * @param memoryBytes of the host
 */
record EngineInfo(
        String product,
        String defaultRuntime,
        @Nullable Long cores,
        @Nullable Long memoryBytes) {
    static EngineInfo of(JsonNode json, DockerPing ping) {
        return new EngineInfo(
                "engine " + Sentence.of(json.path("ServerVersion").asText("?")) + ", API " + ping.version(),
                json.path("DefaultRuntime").asText(""),
                DockerJson.count(json.path("NCPU")),
                DockerJson.count(json.path("MemTotal")));
    }
}
