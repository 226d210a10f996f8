package io.tachograph.collectors.target;

import java.util.Locale;

/** {@code /v1/chat/completions}: the messages as they are. */
final class OpenAiChat implements WireProtocol {
    private final String path;
    private final OpenAiRequest request;
    private final OpenAiChunkReader chunks = new OpenAiChunkReader();

    OpenAiChat(BaseUrl url, String model) {
        path = url.v1("chat/completions");
        request = new OpenAiRequest(model, (json, prompt) -> {
            json.writeArrayFieldStart("messages");
            for (Message message : prompt.messages()) {
                json.writeStartObject();
                json.writeStringField("role", message.role().name().toLowerCase(Locale.ROOT));
                json.writeStringField("content", message.content());
                json.writeEndObject();
            }
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
