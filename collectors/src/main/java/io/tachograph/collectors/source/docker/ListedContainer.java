package io.tachograph.collectors.source.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A container as the list has it.
 *
 * @param name without the slash; the id's beginning while it has none
 * @param image as it was named, or {@code sha256:…} when the tag has moved on
 * @param health of its health check, null without one
 * @param addresses IP address by network; the host's network has none
 * @param published public port by TCP port within
 */
record ListedContainer(
        String id,
        String name,
        String image,
        String imageId,
        String state,
        @Nullable String health,
        Map<String, String> labels,
        String networkMode,
        Map<String, String> addresses,
        Map<Integer, Integer> published) {
    /** Engines before the field {@code Health} say it here alone: {@code Up 2 hours (health: starting)}. */
    private static final Pattern HEALTH = Pattern.compile("\\((?:health: )?(healthy|unhealthy|starting)\\)");

    private static final int SHORT_ID = 12;

    static ListedContainer of(JsonNode json) {
        String id = json.path("Id").asText();
        String name = json.path("Names").path(0).asText("");
        Map<String, String> addresses = new LinkedHashMap<>();
        json.path("NetworkSettings").path("Networks").properties().forEach(network -> {
            String address = network.getValue().path("IPAddress").asText("");
            String six = network.getValue().path("GlobalIPv6Address").asText("");
            if (!address.isEmpty() || !six.isEmpty()) {
                addresses.put(network.getKey(), address.isEmpty() ? "[" + six + "]" : address);
            }
        });
        Map<Integer, Integer> published = new LinkedHashMap<>();
        json.path("Ports").forEach(port -> {
            if (port.path("PublicPort").asInt() > 0
                    && port.path("Type").asText("tcp").equals("tcp")) {
                published.putIfAbsent(
                        port.path("PrivatePort").asInt(),
                        port.path("PublicPort").asInt());
            }
        });
        return new ListedContainer(
                id,
                name.isEmpty() ? id.substring(0, Math.min(SHORT_ID, id.length())) : name.replaceFirst("^/", ""),
                json.path("Image").asText(),
                json.path("ImageID").asText(),
                json.path("State").asText(),
                health(json),
                DockerJson.textByKey(json.path("Labels")),
                json.path("HostConfig").path("NetworkMode").asText(),
                addresses,
                published);
    }

    private static @Nullable String health(JsonNode json) {
        String told = json.path("Health").path("Status").asText("");
        if (!told.isEmpty()) {
            return told.equals("none") ? null : told;
        }
        Matcher matcher = HEALTH.matcher(json.path("Status").asText());
        return matcher.find() ? matcher.group(1) : null;
    }

    /** A label of ours, {@code tachograph.NAME}. */
    @Nullable
    String label(String name) {
        String value = labels.get("tachograph." + name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
