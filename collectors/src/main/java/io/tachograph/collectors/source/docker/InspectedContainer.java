package io.tachograph.collectors.source.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the engine reports about a container. Arguments and variables may hold secrets, so only what is looked for is kept.
 *
 * @param image as the container was made of it, with its tag
 * @param arguments entry point and command; never to leave the process
 * @param variables the few that say which model is served and which GPUs are seen
 * @param startedAtMicros null when it never was
 * @param finishedAtMicros of the run that ended last, null for none
 * @param exitCode of the run that ended last, null for none
 * @param oomKilled whether the last run, or the present one, was short of memory and killed
 * @param cpuLimitCores null without a limit
 * @param runtime such as {@code runc} or {@code nvidia}
 * @param deviceRequests as {@code --gpus} and CDI make them
 * @param tty whether its log is raw
 */
record InspectedContainer(
        String image,
        List<String> arguments,
        Map<String, String> variables,
        boolean running,
        @Nullable Long startedAtMicros,
        @Nullable Long finishedAtMicros,
        @Nullable Long restarts,
        @Nullable Integer exitCode,
        @Nullable Boolean oomKilled,
        @Nullable Double cpuLimitCores,
        String runtime,
        List<DeviceRequest> deviceRequests,
        boolean tty) {
    static final String VISIBLE_DEVICES = "NVIDIA_VISIBLE_DEVICES";
    private static final Set<String> VARIABLES = Set.of(
            VISIBLE_DEVICES, "MODEL_ID", "PORT", "LLAMA_ARG_MODEL", "LLAMA_ARG_ALIAS", "LLAMA_ARG_PORT", "OLLAMA_HOST");

    /** @param count -1 for all, n for any n */
    record DeviceRequest(String driver, long count, List<String> ids, boolean gpu) {}

    static InspectedContainer of(JsonNode json) {
        JsonNode config = json.path("Config");
        JsonNode host = json.path("HostConfig");
        JsonNode state = json.path("State");
        List<String> arguments = new ArrayList<>(List.of(json.path("Path").asText("")));
        arguments.addAll(DockerJson.texts(json.path("Args")));
        return new InspectedContainer(
                config.path("Image").asText(),
                arguments,
                variables(config.path("Env")),
                state.path("Running").asBoolean(),
                DockerJson.micros(state.path("StartedAt")),
                DockerJson.micros(state.path("FinishedAt")),
                DockerJson.count(json.path("RestartCount")),
                state.path("ExitCode").isInt() && !state.path("Running").asBoolean()
                        ? Integer.valueOf(state.path("ExitCode").intValue())
                        : null,
                state.path("OOMKilled").isBoolean()
                        ? Boolean.valueOf(state.path("OOMKilled").booleanValue())
                        : null,
                cpuLimit(host),
                host.path("Runtime").asText(),
                requests(host.path("DeviceRequests")),
                config.path("Tty").asBoolean());
    }

    private static Map<String, String> variables(JsonNode env) {
        Map<String, String> kept = new HashMap<>();
        for (String variable : DockerJson.texts(env)) {
            int equals = variable.indexOf('=');
            if (equals > 0 && VARIABLES.contains(variable.substring(0, equals))) {
                kept.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return kept;
    }

    private static @Nullable Double cpuLimit(JsonNode host) {
        long nanos = host.path("NanoCpus").asLong();
        long quota = host.path("CpuQuota").asLong();
        long period = host.path("CpuPeriod").asLong();
        if (nanos > 0) {
            return nanos / 1e9;
        }
        return quota > 0 ? (double) quota / (period > 0 ? period : 100_000) : null;
    }

    private static List<DeviceRequest> requests(JsonNode array) {
        List<DeviceRequest> requests = new ArrayList<>();
        for (JsonNode request : array) {
            boolean gpu = false;
            for (JsonNode all : request.path("Capabilities")) {
                gpu |= DockerJson.texts(all).contains("gpu");
            }
            requests.add(new DeviceRequest(
                    request.path("Driver").asText(),
                    request.path("Count").asLong(),
                    DockerJson.texts(request.path("DeviceIDs")),
                    gpu));
        }
        return requests;
    }

    /** Without arguments and variables, which may hold secrets. */
    @Override
    public String toString() {
        return "InspectedContainer[" + image + "]";
    }
}
