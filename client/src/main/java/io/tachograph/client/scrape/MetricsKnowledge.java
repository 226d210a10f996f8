package io.tachograph.client.scrape;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which APIs have no metrics of their server, so that nobody asks a stranger for a page that cannot be there. */
public final class MetricsKnowledge {
    private static final String ELSEWHERE = "; --metrics-url reads a page that has";

    /** By API kind. */
    private static final Map<String, String> NONE = Map.of(
            "ollama-chat", "Ollama",
            "ollama-generate", "Ollama",
            "azure-openai", "Azure OpenAI",
            "anthropic", "the Anthropic API");

    /** By host, for servers that many speak like. */
    private static final Map<String, String> NONE_AT = Map.of("api.openai.com", "the OpenAI API");

    private MetricsKnowledge() {}

    /**
     * Why a target has no metrics in Prometheus' text, one sentence; null when it may have, as vLLM, SGLang, TGI and
     * llama.cpp do behind the kinds of OpenAI, and whatever stands behind a kind that is not known here.
     *
     * @param api kind of the API
     */
    public static @Nullable String whyNone(String api, URI url) {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        String ofKind = NONE.get(api);
        String name = ofKind == null ? NONE_AT.get(host) : ofKind;
        return name == null ? null : name + " has no metrics of its server that could be compared" + ELSEWHERE;
    }
}
