package io.tachograph.client.endpoint.example;

// begin: docs/adapters.md
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.client.endpoint.AnswerFormat;
import io.tachograph.client.endpoint.ApiAdapter;
import io.tachograph.client.endpoint.ApiCall;
import io.tachograph.client.endpoint.ApiKey;
import io.tachograph.client.endpoint.Chunk;
import io.tachograph.client.endpoint.JsonBody;
import io.tachograph.client.endpoint.PromptRequest;
import io.tachograph.client.endpoint.WireProtocol;
import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server that answers {@code {"say": …}} with a line per word, {@code {"word": …}}, and one {@code {"end": …}}. */
public final class EchoLines implements ApiAdapter {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "echo-lines";
    }

    @Override
    public WireProtocol open(TargetConfig target, @Nullable ApiKey key) {
        return new WireProtocol() {
            @Override
            public Map<String, String> headers() {
                return key == null ? Map.of() : Map.of("X-Echo-Key", key.secret());
            }

            @Override
            public ApiCall post(PromptRequest request) {
                AnswerFormat form = request.options().streamed() ? AnswerFormat.LINES : AnswerFormat.WHOLE;
                return ApiCall.of("/echo", form, EchoLines::read);
            }

            @Override
            public void body(PromptRequest request, JsonBody body) throws IOException {
                body.text("say", request.prompt().text());
                body.number("words", request.maxTokens());
                body.flag("stream", request.options().streamed());
            }
        };
    }

    private static void read(@Nullable String event, byte[] data, int length, Chunk into) throws IOException {
        JsonNode line = JSON.readTree(data, 0, length);
        String word = line.path("word").asText();
        into.part();
        if (!word.isEmpty()) {
            into.output();
            into.text(word);
        }
        if (line.has("error")) {
            into.error(line.path("error").asText());
        }
        if (line.has("end")) {
            into.finish(line.path("end").asText());
            into.outputTokens(line.path("words").asLong(-1));
            into.last();
        }
    }
}
// end
