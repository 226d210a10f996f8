package io.tachograph.collectors.source.discovery;

import io.tachograph.collectors.source.DiscoveredTarget;
import io.tachograph.config.Key;
import io.tachograph.config.TargetSection;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all targets that one source finds have in common. */
public record TargetTemplate(
        @Key(value = "`http` or `https`", byDefault = "http")
        String scheme,

        @Key("model name as they serve it; a label `model` takes precedence") @Nullable
        String model,

        @Key(value = "where they run", otherwise = "host and port") @Nullable
        String cluster,

        @Key(value = "what serves them", otherwise = "`openai`") @Nullable
        String framework,

        @Key(value = "[API kind](adapters.md)", otherwise = "`openai-chat`") @Nullable
        String api,

        @Key("name of the environment variable that holds their key") @Nullable
        String apiKeyEnv,

        @Key("file that holds their key, instead of the variable") @Nullable
        Path apiKeyFile,

        @Key("tenant that their requests are counted for") @Nullable
        String tenant,

        @Key(value = "send requests to them; without, only their engines' metrics are read", byDefault = "true")
        boolean probe) {
    public TargetTemplate {
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("scheme '" + scheme + "' must be http or https");
        }
    }

    /**
     * The target at an address. Labels {@code model}, {@code cluster}, {@code framework}, {@code api} and {@code tenant}
     * take precedence over the template; all others become the target's, but for those that begin with {@code __}.
     *
     * @param address {@code host:port}
     * @throws IllegalArgumentException in one sentence, when that is no address, or no model is known
     */
    public DiscoveredTarget at(@Nullable String address, Map<String, String> labels) {
        if (address == null || address.isBlank()) {
            throw new IllegalArgumentException("an address is empty");
        }
        Map<String, String> rest = new HashMap<>(labels);
        // Prometheus' own, which end with its relabelling.
        rest.keySet().removeIf(label -> label.startsWith("__"));
        String name = said(rest, "model", model);
        if (name == null) {
            throw new IllegalArgumentException(
                    "the target " + address + " has no model: give target.model, or a label `model`");
        }
        TargetSection section = new TargetSection(
                scheme + "://" + address,
                name,
                said(rest, "cluster", cluster),
                said(rest, "framework", framework),
                said(rest, "api", api),
                apiKeyEnv,
                apiKeyFile,
                said(rest, "tenant", tenant),
                rest,
                null,
                null,
                null);
        return new DiscoveredTarget(section.toTarget(), probe);
    }

    private static @Nullable String said(Map<String, String> labels, String name, @Nullable String otherwise) {
        String label = labels.remove(name);
        return label != null && !label.isBlank() ? label : otherwise;
    }
}
