package io.tachograph.collectors.target;

/** {@code /v1/chat/completions}: the prompt as one user message. */
final class OpenAiChat implements WireProtocol {
    private final String path;
    private final OpenAiRequest request;
    private final OpenAiChunkReader chunks = new OpenAiChunkReader();

    OpenAiChat(BaseUrl url, String model) {
        path = url.v1("chat/completions");
        request = new OpenAiRequest(model, (json, prompt) -> {
            json.writeArrayFieldStart("messages");
            json.writeStartObject();
            json.writeStringField("role", "user");
            json.writeStringField("content", prompt);
            json.writeEndObject();
            json.writeEndArray();
        });
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String body(PromptRequest prompt) {
        return request.body(prompt);
    }

    @Override
    public AnswerReader readerFor(boolean streamed, StreamTimer timer) {
        return streamed ? new OpenAiStreamReader(chunks, timer) : new OpenAiWholeReader(chunks, timer);
    }
}
