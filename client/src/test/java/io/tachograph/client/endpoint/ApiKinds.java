package io.tachograph.client.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.client.endpoint.ApiKind.Facts;
import io.tachograph.client.endpoint.ApiKind.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Every API kind, with answers and what is in them as read by a person. */
final class ApiKinds {
    private static final String TEXT = "Größe 🚚";
    private static final String OPENAI_ERROR =
            "data: {\"error\":{\"message\":\"Overloaded\",\"type\":\"InternalServerError\",\"code\":500}}\n\n";
    private static final String OPENAI_BODY =
            "{\"error\":{\"message\":\"the model is unknown\",\"type\":\"x\",\"param\":null,\"code\":\"404\"}}";
    private static final Recorded CHAT_WHOLE = new Recorded(
            "{\"id\":\"c-1\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                    + "\"reasoning_content\":\"Hm\",\"content\":\"Größe 🚚\"},\"finish_reason\":\"stop\"}],\"usage\":"
                    + "{\"prompt_tokens\":20,\"completion_tokens\":9,\"prompt_tokens_details\":null}}",
            new Facts(TEXT, 0, "stop", counts(20, -1, 9, -1), Map.of()));
    private static final Map<String, Double> OLLAMA_GENERATE = Map.of(
            "total_duration", 10706818083d,
            "load_duration", 6338219291d,
            "prompt_eval_duration", 130079000d,
            "eval_duration", 4232710000d);
    private static final Map<String, Double> OLLAMA_CHAT = Map.of(
            "total_duration", 4883583458d,
            "load_duration", 1334875d,
            "prompt_eval_duration", 342546000d,
            "eval_duration", 4535599000d);
    private static final Map<String, Double> TASK = Map.of(
            "queue_wait_time", 0.5,
            "processing_time", 2.3,
            "total_time", 2.8,
            "prompt_tokens", 12d,
            "completion_tokens", 45d,
            "tokens_per_second", 19.57);

    private ApiKinds() {}

    static Stream<ApiKind> all() {
        Recorded chat = stream(
                "openai-chat.sse",
                new Facts(
                        TEXT + "nein",
                        6,
                        "tool_calls",
                        counts(20, 16, 9, 4),
                        Map.of("prompt_ms", 30.958, "predicted_n", 35d)));
        Recorded openAi = sample(Samples.OPENAI, new Facts("Hello", 1, "stop", counts(9, 0, 1, 0), Map.of()));
        Recorded azure = sample(Samples.AZURE, new Facts(" have", 1, "stop", counts(-1, -1, -1, -1), Map.of()));
        Recorded vllm = sample(Samples.VLLM_REASONING, new Facts("Hi", 2, "stop", counts(11, -1, 3, -1), Map.of()));
        return Stream.of(
                chat("openai-chat", "/v1/chat/completions", "authorization", List.of(chat, openAi, vllm)),
                chat("litellm", "/v1/chat/completions", "authorization", List.of(chat)),
                chat("azure-openai", "/openai/v1/chat/completions", "api-key", List.of(chat, azure)),
                completions(),
                responses(),
                anthropic(),
                ollamaGenerate(),
                ollamaChat(),
                vllmGenerate(),
                tasks(),
                echoLines());
    }

    private static ApiKind chat(String api, String path, String keyHeader, List<Recorded> streams) {
        return new ApiKind(
                api,
                path,
                keyHeader,
                AnswerFormat.EVENTS,
                streams,
                3,
                CHAT_WHOLE,
                OPENAI_ERROR,
                OPENAI_BODY,
                messages("messages"));
    }

    private static ApiKind completions() {
        Recorded whole = new Recorded(
                "{\"choices\":[{\"index\":0,\"text\":\"Größe 🚚\",\"finish_reason\":\"length\"}],"
                        + "\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":3}}",
                new Facts(TEXT, 0, "length", counts(11, -1, 3, -1), Map.of()));
        return new ApiKind(
                "openai-completions",
                "/v1/completions",
                "authorization",
                AnswerFormat.EVENTS,
                List.of(stream(
                        "openai-completions.sse", new Facts(TEXT, 2, "length", counts(11, -1, 3, -1), Map.of()))),
                3,
                whole,
                OPENAI_ERROR,
                "{\"object\":\"error\",\"message\":\"the model is unknown\",\"code\":404}",
                text("prompt"));
    }

    private static ApiKind responses() {
        Recorded whole = new Recorded(
                "{\"id\":\"r-1\",\"object\":\"response\",\"status\":\"completed\",\"error\":null,\"output\":["
                        + "{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Hm\"}]},"
                        + "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\","
                        + "\"text\":\"Größe 🚚\",\"annotations\":[{\"text\":\"x\"}]}]}],\"usage\":{\"input_tokens\":20,"
                        + "\"input_tokens_details\":{\"cached_tokens\":16},\"output_tokens\":9,"
                        + "\"output_tokens_details\":{\"reasoning_tokens\":4}}}",
                new Facts(TEXT, 0, "completed", counts(20, 16, 9, 4), Map.of()));
        return new ApiKind(
                "openai-responses",
                "/v1/responses",
                "authorization",
                AnswerFormat.EVENTS,
                List.of(
                        stream(
                                "openai-responses.sse",
                                new Facts(TEXT + "nein", 6, "max_output_tokens", counts(20, 16, 9, 4), Map.of())),
                        sample(
                                "openai-responses-stream.sse",
                                new Facts("Hi", 1, "completed", counts(11, 0, 1, 0), Map.of()))),
                1,
                whole,
                "event: error\ndata: {\"type\":\"error\",\"code\":\"x\",\"message\":\"Overloaded\",\"param\":null}\n\n",
                OPENAI_BODY,
                messages("input"));
    }

    private static ApiKind anthropic() {
        Recorded whole = new Recorded(
                "{\"id\":\"m-1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\","
                        + "\"thinking\":\"Hm\",\"signature\":\"x\"},{\"type\":\"text\",\"text\":\"Größe 🚚\"}],"
                        + "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":3,\"cache_read_input_tokens\":16,"
                        + "\"output_tokens\":9}}",
                new Facts(TEXT, 0, "end_turn", counts(19, 16, 9, -1), Map.of()));
        return new ApiKind(
                "anthropic",
                "/v1/messages",
                "x-api-key",
                AnswerFormat.EVENTS,
                List.of(
                        stream("anthropic.sse", new Facts(TEXT, 5, "tool_use", counts(20, 16, 9, 4), Map.of())),
                        sample(
                                "anthropic-stream-basic.sse",
                                new Facts("Hello there!", 3, "end_turn", counts(11, -1, 6, -1), Map.of()))),
                3,
                whole,
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                        + "\"message\":\"Overloaded\"}}\n\n",
                "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"the model is unknown\"}}",
                body -> Stream.concat(
                                body.has("system")
                                        ? Stream.of(
                                                "system:" + body.path("system").asText())
                                        : Stream.empty(),
                                messages("messages").apply(body).stream())
                        .toList());
    }

    private static ApiKind ollamaGenerate() {
        Facts facts = new Facts(TEXT, 3, "length", counts(26, -1, 3, -1), OLLAMA_GENERATE);
        Recorded stream = stream("ollama-generate.ndjson", facts);
        String last = stream.frames(AnswerFormat.LINES).get(3);
        return new ApiKind(
                "ollama-generate",
                "/api/generate",
                "authorization",
                AnswerFormat.LINES,
                List.of(
                        stream,
                        sample(
                                "ollama-generate.ndjson",
                                new Facts("The", 1, "stop", counts(26, -1, 259, -1), OLLAMA_GENERATE))),
                1,
                new Recorded(last.replace("\"response\":\"\"", "\"response\":\"Größe 🚚\""), facts.withoutChunks()),
                "{\"error\":\"Overloaded\"}\n",
                "{\"error\":\"the model is unknown\"}",
                text("prompt"));
    }

    private static ApiKind ollamaChat() {
        Facts facts = new Facts(TEXT, 4, "stop", counts(26, -1, 4, -1), OLLAMA_CHAT);
        Recorded stream = stream("ollama-chat.ndjson", facts);
        String last = stream.frames(AnswerFormat.LINES).get(4);
        return new ApiKind(
                "ollama-chat",
                "/api/chat",
                "authorization",
                AnswerFormat.LINES,
                List.of(
                        stream,
                        sample(
                                "ollama-chat.ndjson",
                                new Facts("The", 2, "stop", counts(26, -1, 282, -1), OLLAMA_CHAT))),
                1,
                new Recorded(last.replace("\"content\":\"\"", "\"content\":\"Größe 🚚\""), facts.withoutChunks()),
                "{\"error\":\"Overloaded\"}\n",
                "{\"error\":\"the model is unknown\"}",
                messages("messages"));
    }

    private static ApiKind vllmGenerate() {
        Facts facts = new Facts(TEXT, 2, "", counts(-1, -1, -1, -1), Map.of());
        Recorded stream = stream("vllm-generate.ndjson", facts);
        return new ApiKind(
                "vllm-generate",
                "/generate",
                "authorization",
                AnswerFormat.LINES,
                List.of(stream, new Recorded(stream.text().replace('\n', '\0'), facts)),
                0,
                new Recorded(stream.frames(AnswerFormat.LINES).get(3), facts.withoutChunks()),
                "{\"error\":\"Overloaded\"}\n",
                "{\"detail\":\"the model is unknown\"}",
                text("prompt"));
    }

    private static ApiKind tasks() {
        Facts facts = new Facts(TEXT, 1, "completed", counts(12, -1, 45, -1), TASK);
        Recorded stream = stream("tachograph-tasks.sse", facts);
        String last = stream.frames(AnswerFormat.EVENTS).get(3).strip().substring("data: ".length());
        return new ApiKind(
                "tachograph-tasks",
                "/generate",
                "x-api-key",
                AnswerFormat.EVENTS,
                List.of(stream),
                1,
                new Recorded(last, facts.withoutChunks()),
                "data: {\"status\":\"error\",\"error_message\":\"Overloaded\",\"error_type\":\"Busy\"}\n\n",
                "{\"error\":\"the model is unknown\",\"status_code\":404}",
                text("prompt"));
    }

    private static ApiKind echoLines() {
        return new ApiKind(
                "echo-lines",
                "/echo",
                "x-echo-key",
                AnswerFormat.LINES,
                List.of(stream("echo-lines.ndjson", new Facts(TEXT, 2, "stop", counts(-1, -1, 2, -1), Map.of()))),
                1,
                new Recorded(
                        "{\"word\":\"Größe 🚚\",\"end\":\"stop\",\"words\":2}",
                        new Facts(TEXT, 0, "stop", counts(-1, -1, 2, -1), Map.of())),
                "{\"error\":\"Overloaded\"}\n",
                "{\"message\":\"the model is unknown\"}",
                text("say"));
    }

    private static Recorded stream(String name, Facts facts) {
        return new Recorded(Samples.of("/contract/" + name).replace("@PROMPT@", TargetFixture.PROMPT), facts);
    }

    private static Recorded sample(String name, Facts facts) {
        return new Recorded(Samples.text(name), facts);
    }

    private static List<Long> counts(long input, long cached, long output, long reasoning) {
        return List.of(input, cached, output, reasoning);
    }

    private static Function<JsonNode, List<String>> text(String field) {
        return body -> List.of(body.path(field).asText());
    }

    private static Function<JsonNode, List<String>> messages(String field) {
        return body -> {
            List<String> said = new ArrayList<>();
            body.path(field)
                    .forEach(message -> said.add(message.path("role").asText() + ":"
                            + message.path("content").asText()));
            return said;
        };
    }
}
