package io.tachograph.client.endpoint;

import java.io.IOException;

/** What chat completions and completions have in common. */
final class OpenAiRequest {
    private OpenAiRequest() {}

    /** The fields behind the prompt. */
    static void tail(PromptRequest request, JsonBody body) throws IOException {
        if (!body.overrides("max_completion_tokens")) {
            // Servers refuse a request with both.
            body.number("max_tokens", request.maxTokens());
        }
        body.number("temperature", request.options().temperature());
        boolean streamed = request.options().streamed();
        body.flag("stream", streamed);
        if (streamed && body.begin("stream_options")) {
            body.json().writeStartObject();
            body.json().writeBooleanField("include_usage", true);
            body.json().writeEndObject();
        }
    }

    static ApiCall call(String path, PromptRequest request) {
        return ApiCall.of(path, streamForm(request), new OpenAiChunkReader());
    }

    static AnswerFormat streamForm(PromptRequest request) {
        return request.options().streamed() ? AnswerFormat.EVENTS : AnswerFormat.WHOLE;
    }
}
