package io.tachograph.collectors.inventory;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The API kind of an endpoint, by the OpenAI path it answers. */
final class ApiChoice {
    /** A path and the kind that speaks it. */
    private record Known(String path, String api) {}

    /** Where a cluster offers several, the first of these. */
    private static final List<Known> KNOWN = List.of(
            new Known("chat/completions", "openai-chat"),
            new Known("completions", "openai-completions"),
            new Known("responses", "openai-responses"),
            new Known("messages", "anthropic"));

    private ApiChoice() {}

    /** By the end of a full URL; null for a base URL. {@code …/completions} is the second, unless {@code chat} precedes. */
    static @Nullable String ofUrl(URI url) {
        String path = url.getPath() == null ? "" : strip(url.getPath());
        return KNOWN.stream()
                .filter(known -> path.equals(known.path()) || path.endsWith("/" + known.path()))
                .map(Known::api)
                .findFirst()
                .orElse(null);
    }

    /** By what a cluster offers; null when nothing of it is known. */
    static @Nullable String ofOffer(List<String> paths) {
        List<String> plain = paths.stream().map(ApiChoice::strip).toList();
        return KNOWN.stream()
                .filter(known -> plain.contains(known.path()) || plain.contains("v1/" + known.path()))
                .map(Known::api)
                .findFirst()
                .orElse(null);
    }

    private static String strip(String path) {
        String stripped = path;
        while (stripped.startsWith("/")) {
            stripped = stripped.substring(1);
        }
        while (stripped.endsWith("/")) {
            stripped = stripped.substring(0, stripped.length() - 1);
        }
        return stripped;
    }
}
