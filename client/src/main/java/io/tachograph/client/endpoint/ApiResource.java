package io.tachograph.client.endpoint;

/** What the APIs of OpenAI and Anthropic take requests for, each at a path of its own. */
public enum ApiResource {
    CHAT_COMPLETIONS("chat/completions", "openai-chat"),
    COMPLETIONS("completions", "openai-completions"),
    RESPONSES("responses", "openai-responses"),
    EMBEDDINGS("embeddings", "openai-embeddings"),
    MESSAGES("messages", "anthropic");

    private final String name;
    private final String api;

    ApiResource(String name, String api) {
        this.name = name;
        this.api = api;
    }

    /** Its path below {@code /v1/}. */
    String below() {
        return name;
    }

    /** Where clients of these APIs look for it. */
    public String path() {
        return "/v1/" + name;
    }

    /** What records call its kind of API. */
    public String api() {
        return api;
    }

    /** Whether it is OpenAI's. */
    public boolean isOfOpenAi() {
        return this != MESSAGES;
    }

    /** Reads one answer. */
    ChunkReader newReader() {
        return switch (this) {
            case CHAT_COMPLETIONS, COMPLETIONS -> new OpenAiChunkReader();
            case RESPONSES -> new ResponsesReader();
            case EMBEDDINGS -> new EmbeddingsReader();
            case MESSAGES -> new AnthropicReader();
        };
    }
}
