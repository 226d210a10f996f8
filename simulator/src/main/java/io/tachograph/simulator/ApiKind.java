package io.tachograph.simulator;

/** The two ways to ask for an answer. */
enum ApiKind {
    CHAT("/v1/chat/completions", "chatcmpl-", "chat.completion"),
    TEXT("/v1/completions", "cmpl-", "text_completion");

    final String path;
    final String idPrefix;
    final String object;

    ApiKind(String path, String idPrefix, String object) {
        this.path = path;
        this.idPrefix = idPrefix;
        this.object = object;
    }

    /** Name of a streamed piece; the text interface has one name for both. */
    String chunkObject() {
        return this == CHAT ? "chat.completion.chunk" : object;
    }
}
