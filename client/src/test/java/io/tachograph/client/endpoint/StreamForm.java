package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.Origin;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

/**
 * How each API kind writes the pieces of a streamed answer, as frames without what its transport puts around them. Written
 * from the vendors' documentation and apart from the readers: it asks them nothing.
 */
@SuppressWarnings("ImmutableEnumChecker") // Nobody changes what its kinds hold.
enum StreamForm {
    CHAT("openai-chat", "stop", "length", "tool_calls", "content_filter", "eos", "MAX_TOKENS") {
        @Override
        List<String> begin(Random random) {
            return random.nextInt(4) == 0
                    ? List.of()
                    : List.of(choice("\"delta\":{\"role\":\"assistant\",\"content\":\"\"}"));
        }

        @Override
        String output(String text, Random random) {
            String delta =
                    switch (random.nextInt(10)) {
                        case 0 -> "\"content\":[{\"type\":\"text\",\"text\":" + text + "}]";
                        case 1 -> "\"content\":{\"type\":\"text\",\"text\":" + text + "}";
                        case 2 -> "\"content\":[" + text + "]";
                        case 3 -> "\"refusal\":" + text;
                        case 4 -> "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":" + text + "}}]";
                        case 5 -> "\"audio\":{\"transcript\":" + text + "}";
                        default -> "\"role\":\"assistant\",\"content\":" + text;
                    };
            return choice("\"delta\":{" + delta + "},\"finish_reason\":null");
        }

        @Override
        String reasoning(String text, Random random) {
            String delta =
                    switch (random.nextInt(8)) {
                        case 0 ->
                            "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":" + text
                                    + "}]}]";
                        case 1 ->
                            "\"content\":[{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":"
                                    + text + "}]}]";
                        case 2 ->
                            "\"content\":\"\",\"reasoning\":" + text + ",\"reasoning_details\":[{\"text\":" + text
                                    + "}]";
                        case 3 -> "\"thinking\":" + text;
                        case 4 -> "\"reasoning_text\":" + text;
                        case 5 -> "\"thinking_blocks\":[{\"type\":\"thinking\",\"thinking\":" + text + "}]";
                        case 6 -> "\"reasoning\":{\"text\":" + text + "}";
                        default -> "\"reasoning_content\":" + text;
                    };
            return choice("\"delta\":{" + delta + "}");
        }

        @Override
        List<String> finish(String reason) {
            return List.of(choice("\"delta\":{},\"finish_reason\":\"" + reason + "\""));
        }

        @Override
        String usage(long input, String output, Random random) {
            String usage = "\"usage\":{\"prompt_tokens\":" + input + ",\"completion_tokens\":" + output + "}";
            return switch (random.nextInt(4)) {
                case 0 -> "{\"choices\":[{\"index\":0,\"delta\":{}," + usage + "}]}";
                case 1 -> "{\"choices\":[],\"x_vendor\":{\"id\":\"r\"," + usage + "}}";
                case 2 ->
                    "{\"choices\":[],\"usage\":{\"input_tokens\":" + input + ",\"output_tokens\":" + output + "}}";
                default -> "{\"choices\":[]," + usage + "}";
            };
        }

        @Override
        List<String> end() {
            return List.of("[DONE]");
        }
    },
    COMPLETIONS("openai-completions", "stop", "length") {
        @Override
        String output(String text, Random random) {
            return choice("\"text\":" + text + ",\"logprobs\":null,\"finish_reason\":null");
        }

        @Override
        List<String> finish(String reason) {
            return List.of(choice("\"text\":\"\",\"finish_reason\":\"" + reason + "\""));
        }

        @Override
        String usage(long input, String output, Random random) {
            return CHAT.usage(input, output, random);
        }

        @Override
        List<String> end() {
            return List.of("[DONE]");
        }
    },
    RESPONSES("openai-responses", "completed", "max_output_tokens") {
        @Override
        List<String> begin(Random random) {
            return List.of(
                    "{\"type\":\"response.created\",\"response\":{\"status\":\"in_progress\",\"error\":null,\"output\":[]}}",
                    "{\"type\":\"response.output_item.added\",\"item\":{\"type\":\"message\",\"content\":[]}}");
        }

        @Override
        String output(String text, Random random) {
            String type = random.nextInt(4) == 0 ? "response.function_call_arguments" : "response.output_text";
            return "{\"type\":\"" + type + ".delta\",\"delta\":" + text + "}";
        }

        @Override
        String reasoning(String text, Random random) {
            String type = random.nextBoolean() ? "response.reasoning_text" : "response.reasoning_summary_text";
            return "{\"type\":\"" + type + ".delta\",\"delta\":" + text + "}";
        }

        @Override
        List<String> finish(String reason) {
            return List.of("{\"type\":\"response.in_progress\"}");
        }

        @Override
        String usage(long input, String output, Random random) {
            return "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"error\":null,\"usage\":"
                    + "{\"input_tokens\":" + input + ",\"output_tokens\":" + output + "}}}";
        }
    },
    ANTHROPIC("anthropic", "end_turn", "max_tokens", "stop_sequence", "tool_use", "refusal") {
        @Override
        List<String> begin(Random random) {
            return List.of(
                    "{\"type\":\"message_start\",\"message\":{\"content\":[],\"stop_reason\":null,\"usage\":"
                            + "{\"input_tokens\":7,\"output_tokens\":1}}}",
                    "{\"type\":\"ping\"}",
                    "{\"type\":\"content_block_start\",\"content_block\":{\"type\":\"text\",\"text\":\"\"}}");
        }

        @Override
        String output(String text, Random random) {
            String delta = random.nextInt(4) == 0
                    ? "{\"type\":\"input_json_delta\",\"partial_json\":" + text + "}"
                    : "{\"type\":\"text_delta\",\"text\":" + text + "}";
            return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":" + delta + "}";
        }

        @Override
        String reasoning(String text, Random random) {
            return "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"thinking_delta\",\"thinking\":" + text
                    + "}}";
        }

        @Override
        List<String> finish(String reason) {
            return List.of(
                    "{\"type\":\"content_block_stop\",\"index\":0}",
                    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason
                            + "\",\"stop_sequence\":null}}");
        }

        @Override
        String usage(long input, String output, Random random) {
            return "{\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"input_tokens\":" + input
                    + ",\"output_tokens\":" + output + "}}";
        }

        @Override
        List<String> end() {
            return List.of("{\"type\":\"message_stop\"}");
        }
    },
    OLLAMA_CHAT("ollama-chat", "stop", "length") {
        @Override
        String output(String text, Random random) {
            String message = random.nextInt(6) == 0
                    ? "\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":" + text + "}}]"
                    : "\"content\":" + text;
            return "{\"model\":\"m\",\"message\":{\"role\":\"assistant\"," + message + "},\"done\":false}";
        }

        @Override
        String reasoning(String text, Random random) {
            return "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":" + text
                    + "},\"done\":false}";
        }

        @Override
        List<String> finish(String reason) {
            return List.of("{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done_reason\":\""
                    + reason + "\"}");
        }

        @Override
        String usage(long input, String output, Random random) {
            return "{\"model\":\"m\",\"done\":true,\"prompt_eval_count\":" + input + ",\"eval_count\":" + output + "}";
        }
    },
    OLLAMA_GENERATE("ollama-generate", "stop", "length") {
        @Override
        String output(String text, Random random) {
            return "{\"model\":\"m\",\"response\":" + text + ",\"done\":false}";
        }

        @Override
        String reasoning(String text, Random random) {
            return "{\"model\":\"m\",\"response\":\"\",\"thinking\":" + text + ",\"done\":false}";
        }

        @Override
        List<String> finish(String reason) {
            return List.of("{\"model\":\"m\",\"response\":\"\",\"done_reason\":\"" + reason + "\"}");
        }

        @Override
        String usage(long input, String output, Random random) {
            return OLLAMA_CHAT.usage(input, output, random);
        }
    },
    TASKS("tachograph-tasks", "completed") {
        @Override
        List<String> begin(Random random) {
            return List.of(
                    "{\"status\":\"queued\",\"task_id\":\"a\"}", "{\"status\":\"processing\",\"task_id\":\"a\"}");
        }

        @Override
        String output(String text, Random random) {
            return "{\"status\":\"processing\",\"result\":" + text + "}";
        }

        @Override
        List<String> finish(String reason) {
            return List.of("{\"status\":\"processing\",\"message\":\"almost\"}");
        }

        @Override
        String usage(long input, String output, Random random) {
            return "{\"status\":\"completed\",\"task_id\":\"a\",\"metrics\":{\"prompt_tokens\":" + input
                    + ",\"completion_tokens\":" + output + "}}";
        }
    };

    final String api;
    final List<String> goodReasons;
    private final WireProtocol protocol;
    private final PromptRequest request = new PromptRequest(
            new UUID(1, 2),
            1,
            Prompt.of(TargetFixture.PROMPT),
            RequestOptions.defaults(),
            0,
            new Provenance(Origin.LOAD, "agent-1", null));

    StreamForm(String api, String... goodReasons) {
        this.api = api;
        this.goodReasons = List.of(goodReasons);
        TargetConfig config = TargetFixture.config(URI.create("http://localhost"), api);
        this.protocol = new Adapters().named(config).open(config, null);
    }

    /** Whether events are named after their types. */
    boolean namesEvents() {
        return this == RESPONSES || this == ANTHROPIC;
    }

    boolean isEvents() {
        return this != OLLAMA_CHAT && this != OLLAMA_GENERATE;
    }

    /** Whether an unfinished stream that has its {@link #usage} frame is a finished one: there the two are one. */
    boolean usageEnds() {
        return this != CHAT && this != COMPLETIONS && this != ANTHROPIC;
    }

    /** Whether it has a reason that a server can give up with, apart from an error. */
    boolean hasReasons() {
        return this != RESPONSES && this != TASKS;
    }

    List<String> begin(Random random) {
        return List.of();
    }

    /** @param text a JSON text that is not empty */
    abstract String output(String text, Random random);

    /** Where the kind has no reasoning, output. */
    String reasoning(String text, Random random) {
        return output(text, random);
    }

    boolean hasReasoning() {
        return this != COMPLETIONS && this != TASKS;
    }

    abstract List<String> finish(String reason);

    abstract String usage(long input, String output, Random random);

    List<String> end() {
        return List.of();
    }

    /** A frame with what the transport puts around it. */
    String frame(String json) {
        if (!isEvents()) {
            return json + "\n";
        }
        int type = json.indexOf("\"type\":\"");
        String name = namesEvents() && type == 1 ? "event: " + json.substring(9, json.indexOf('"', 9)) + "\n" : "";
        return name + "data: " + json + "\n\n";
    }

    List<String> frames(List<String> json) {
        return new ArrayList<>(json.stream().map(this::frame).toList());
    }

    /** The call whose answer is the stream. */
    ApiCall call() throws AnswerException {
        ApiCall first = protocol.post(request);
        if (this != TASKS) {
            return first;
        }
        WholeReader submission = new WholeReader(first, new AttemptMeasurements(0, Keep.NOTHING));
        submission.read(KindReader.bytes("{\"status\":\"queued\",\"task_id\":\"a\"}"), 1);
        return Objects.requireNonNull(submission.end(), "next call");
    }

    private static String choice(String fields) {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0," + fields + "}]}";
    }
}
