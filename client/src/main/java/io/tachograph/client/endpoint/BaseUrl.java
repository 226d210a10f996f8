package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Paths of one API kind below a target's URL, which is either a base URL, with or without the API's prefix, or the full
 * URL of the resource, which is then taken as it is.
 */
final class BaseUrl {
    /** Ends of full URLs, and whose they are; the first that fits counts. */
    private static final Map<String, String> KINDS = kinds();

    private final String root;
    /** What the resources of the API lie below, the prefix included. */
    private final String parent;

    private final String resource;
    private final String query;

    /**
     * @param prefix what comes before the resource and may be left out, such as {@code v1}; empty for nothing
     * @param resource where prompts are posted to, such as {@code chat/completions}
     * @throws IllegalArgumentException when the URL is the full one of another API kind
     */
    BaseUrl(TargetConfig target, String prefix, String resource) {
        String given = pathOf(target.url());
        String own = prefix.isEmpty() ? "/" + resource : "/" + prefix + "/" + resource;
        refuseOthers(target, given, own);
        boolean full = given.endsWith("/" + resource);
        String base = full ? without(given, "/" + resource) : given;
        root = prefix.isEmpty() ? base : without(base, "/" + prefix);
        parent = full || prefix.isEmpty() ? base : root + "/" + prefix;
        query = target.url().getRawQuery() == null ? "" : "?" + target.url().getRawQuery();
        this.resource = resource;
    }

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("/chat/completions", "openai-chat");
        kinds.put("/completions", "openai-completions");
        kinds.put("/v1/responses", "openai-responses");
        kinds.put("/v1/messages", "anthropic");
        kinds.put("/api/generate", "ollama-generate");
        kinds.put("/api/chat", "ollama-chat");
        return kinds;
    }

    private static void refuseOthers(TargetConfig target, String given, String own) {
        String end = endOf(given);
        if (end != null && !end.equals(endOf(own))) {
            throw new IllegalArgumentException("target " + target.slug() + ": its URL ends in '" + end + "', which is "
                    + KINDS.get(end) + ", but its API kind is " + target.api());
        }
    }

    private static @Nullable String endOf(String path) {
        return KINDS.keySet().stream().filter(path::endsWith).findFirst().orElse(null);
    }

    /** The URL's path without slashes at its end. */
    static String pathOf(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private static String without(String path, String end) {
        return path.endsWith(end) ? path.substring(0, path.length() - end.length()) : path;
    }

    /** Where prompts are posted to. */
    String path() {
        return sibling(resource);
    }

    /** @param other another resource of the same API, e.g. {@code embeddings} */
    String sibling(String other) {
        return parent + "/" + other + query;
    }

    /** Where an API that is OpenAI's takes requests for a resource; null for one that is not OpenAI's. */
    @Nullable
    String ofOpenAi(ApiResource wanted) {
        return wanted.isOfOpenAi() ? sibling(wanted.below()) : null;
    }

    /** @param resource with the URL's query, e.g. {@code result/7}, beside the prefix */
    String below(String resource) {
        return root + "/" + resource + query;
    }

    /**
     * Without the query, which may hold a key.
     *
     * @param resource e.g. {@code version}, beside the prefix
     */
    String beside(String resource) {
        return root + "/" + resource;
    }
}
