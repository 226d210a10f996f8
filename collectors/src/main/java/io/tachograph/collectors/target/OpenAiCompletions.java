package io.tachograph.collectors.target;

/** {@code /v1/completions}: the prompt as it is, without a chat template. */
final class OpenAiCompletions implements WireProtocol {
    private final String path;
    private final OpenAiRequest request;
    private final OpenAiChunkReader chunks = new OpenAiChunkReader();

    OpenAiCompletions(BaseUrl url, String model) {
        path = url.v1("completions");
        request = new OpenAiRequest(model, (json, prompt) -> json.writeStringField("prompt", prompt.text()));
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
