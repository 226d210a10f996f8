package io.tachograph.client.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scan against the reader that uses the JSON library: it finds the same, or says that it cannot. */
class OpenAiChunkScanTest {
    private static final String[] NAMES = {
        "choices",
        "usage",
        "error",
        "object",
        "message",
        "id",
        "timings",
        "delta",
        "text",
        "finish_reason",
        "content",
        "refusal",
        "reasoning",
        "reasoning_content",
        "tool_calls",
        "function_call",
        "name",
        "arguments",
        "prompt_tokens",
        "completion_tokens",
        "prompt_tokens_details",
        "completion_tokens_details",
        "cached_tokens",
        "reasoning_tokens",
        "input_tokens",
        "output_tokens",
        "total_tokens",
        "prompt_cache_hit_tokens",
        "input_tokens_details",
        "x_groq",
        "errors",
        "Error",
        "thinking",
        "reasoning_details",
        "thinking_blocks",
        "finish_reasons",
        "summary",
        "audio",
        "input",
        "index",
        "role",
        "logprobs",
        "",
        "größe",
        "a\\u0062",
        "choice",
        "choicesx"
    };
    private static final String[] VALUES = {
        "null",
        "true",
        "false",
        "0",
        "-0",
        "7",
        "-7",
        "100000001",
        "12345678901234567",
        "1234567890123456789",
        "99999999999999999999",
        "1.5",
        "-0.0",
        "1e5",
        "1.25E-7",
        "01",
        "1.",
        "-",
        ".5",
        "+1",
        "nul",
        "NaN",
        "\"\"",
        "\"stop\"",
        "\"error\"",
        "\"chatcmpl-api-error\"",
        "\"e\\u0072ror\"",
        "\"a \\n b \\\"quoted\\\" and long enough for words\"",
        "\"größe 🚚 ไทย\"",
        "\"\\ud83d\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"tab\there\"",
        "{}",
        "[]",
        "[null]",
        "\"15\"",
        "{\"text\":\"x\"}",
        "[{\"type\":\"thinking\",\"thinking\":\"x\"}]",
        "{\"usage\":{\"completion_tokens\":7}}",
        "{\"error\":\"x\"}",
        "{"
    };
    private static final String[] BLANKS = {" ", "\n", " \t\r\n"};
    private static final byte[] TELLING = "\"\\{}[]:,0-1.eE tfnu\n\0".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @ValueSource(
            strings = {
                Samples.OPENAI,
                Samples.AZURE,
                Samples.VLLM_REASONING,
                Samples.ERRORS,
                "llamacpp-timings.json",
                "vllm-errors.json"
            })
    void recordedChunks_andBrokenOnes_meanTheSame(String sample) {
        Random random = new Random(7);
        for (byte[] chunk : chunksOf(Samples.text(sample))) {
            agrees(chunk);
            for (int i = 0; i < 3_000; i++) {
                agrees(broken(chunk, random));
            }
        }
    }

    @Test
    void chunksOfAnyShape_meanTheSame() {
        Random random = new Random(11);
        int scanned = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] chunk = (blank(random) + chunk(random) + blank(random)).getBytes(StandardCharsets.UTF_8);
            scanned += agrees(chunk) ? 1 : 0;
            agrees(broken(chunk, random));
        }
        // Else this would prove nothing.
        assertThat(scanned).isGreaterThan(10_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'c','object':'chat.completion.chunk','choices':[{'index':0,'delta':{'content':'x\\n🚚'}}]}",
                "{'choices':[{'delta':{'reasoning_content':'x'},'logprobs':{'content':[{'logprob':-1.2e-05}]}}]}",
                "{'choices':[{'text':'x','finish_reason':null}],'error':null}",
                "{'choices':[{'delta':{'tool_calls':[{'index':0,'function':{'arguments':'{'}}]}}]}",
                "{'choices':[],'usage':{'prompt_tokens':8,'prompt_tokens_details':{'cached_tokens':3}}}"
            })
    void whatServersSendForEveryToken_isNotLeftToTheLibrary(String json) {
        assertThat(agrees(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @Test
    void textOfAChunkThatTheScanGaveUp_isNotKeptTwice() throws AnswerException {
        String before = "data: {'choices':[{'delta':{'content':'one '}}]}\n\n";
        String escaped = "data: {'choices':[{'delta':{'content':'two '}},{'delta':{'content':'\\u0033'}}]}\n\n";
        AttemptMeasurements timer = new AttemptMeasurements(0, new Keep(true, false));
        StreamReader reader = new StreamReader(ApiCall.of("/", AnswerFormat.EVENTS, new OpenAiChunkReader()), timer);

        reader.read(Unpooled.copiedBuffer((before + escaped).replace('\'', '"'), StandardCharsets.UTF_8), 1);

        assertThat(timer.details().text()).isEqualTo("one two 3");
    }

    /** @return whether the scan could read it */
    private static boolean agrees(byte[] chunk) {
        // Elsewhere than at the start, between bytes that would change the meaning.
        byte[] amid = new byte[chunk.length + 14];
        Arrays.fill(amid, (byte) '"');
        System.arraycopy(chunk, 0, amid, 5, chunk.length);
        Chunk scanned = new Chunk(null);
        boolean could = OpenAiChunkScan.read(amid, 5, chunk.length, scanned);
        if (could) {
            assertThat(facts(scanned))
                    .as(new String(chunk, StandardCharsets.UTF_8))
                    .isEqualTo(factsOfReader(chunk, null));
        }
        StringBuilder text = new StringBuilder();
        StringBuilder textOfReader = new StringBuilder();
        Chunk scannedWithText = new Chunk(text);
        if (OpenAiChunkScan.read(amid, 5, chunk.length, scannedWithText)) {
            assertThat(facts(scannedWithText)).isEqualTo(factsOfReader(chunk, textOfReader));
            assertThat(text).hasToString(textOfReader.toString());
        }
        return could;
    }

    private static @Nullable String factsOfReader(byte[] chunk, @Nullable StringBuilder text) {
        Chunk read = new Chunk(text);
        try {
            new OpenAiChunkReader().read(null, chunk, chunk.length, read);
        } catch (IOException e) {
            return null;
        }
        return facts(read);
    }

    private static String facts(Chunk chunk) {
        return Stream.of(
                        chunk.hasPart,
                        chunk.hasOutput,
                        chunk.hasReasoning,
                        chunk.isLast,
                        chunk.finishReason,
                        chunk.error,
                        chunk.inputTokens,
                        chunk.cachedInputTokens,
                        chunk.outputTokens,
                        chunk.reasoningTokens,
                        chunk.totalTokens,
                        chunk.hasUnplaced,
                        chunk.isDoubtful,
                        chunk.saysSomething(),
                        chunk.server)
                .map(String::valueOf)
                .collect(Collectors.joining("|"));
    }

    private static List<byte[]> chunksOf(String sample) {
        List<byte[]> chunks = new ArrayList<>();
        for (String line : sample.startsWith("{") || sample.startsWith("[")
                ? List.of(sample)
                : sample.lines().toList()) {
            chunks.add((line.startsWith("data: ") ? line.substring(6) : line).getBytes(StandardCharsets.UTF_8));
        }
        return chunks;
    }

    /** One to three bytes other, more or less, or an end too early. */
    private static byte[] broken(byte[] chunk, Random random) {
        byte[] bytes = chunk;
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            byte b = random.nextInt(3) > 0 ? TELLING[random.nextInt(TELLING.length)] : (byte) random.nextInt(256);
            String before = new String(bytes, 0, at, StandardCharsets.ISO_8859_1);
            String rest = new String(bytes, at + 1, bytes.length - at - 1, StandardCharsets.ISO_8859_1);
            String put = new String(new byte[] {b}, StandardCharsets.ISO_8859_1);
            String changed =
                    switch (random.nextInt(4)) {
                        case 0 -> before;
                        case 1 -> before + rest;
                        case 2 -> before + put + rest;
                        default -> before + put + (char) (bytes[at] & 0xff) + rest;
                    };
            bytes = changed.getBytes(StandardCharsets.ISO_8859_1);
        }
        return bytes;
    }

    private static String chunk(Random random) {
        return object(random, 0, "choices", "usage", "id", "object", "error");
    }

    private static String value(Random random, int depth, String name) {
        if (random.nextInt(12) == 0 || depth > 6) {
            return VALUES[random.nextInt(VALUES.length)];
        }
        return switch (name) {
            case "choices" -> array(random, depth, "choice");
            case "choice" -> object(random, depth, "delta", "text", "finish_reason", "message", "index");
            case "delta", "message" ->
                object(
                        random,
                        depth,
                        "content",
                        "reasoning",
                        "reasoning_content",
                        "refusal",
                        "tool_calls",
                        "function_call");
            case "tool_calls" -> array(random, depth, "function_call");
            case "function_call", "function" -> object(random, depth, "id", "name", "arguments", "function", "index");
            case "usage" ->
                object(
                        random,
                        depth,
                        "prompt_tokens",
                        "completion_tokens",
                        "prompt_tokens_details",
                        "completion_tokens_details");
            case "prompt_tokens_details", "completion_tokens_details" ->
                object(random, depth, "cached_tokens", "reasoning_tokens");
            case "arguments" ->
                random.nextInt(4) > 0
                        ? "\"{\\\"x\\\":1}\""
                        : array(random, depth, random.nextBoolean() ? "id" : "function");
            // Mostly harmless, or hardly a chunk would be.
            case "error" -> "null";
            case "cached_tokens", "reasoning_tokens", "prompt_tokens", "completion_tokens" ->
                String.valueOf(random.nextInt(1_000) - 5);
            default -> "\"" + "some words of an answer".substring(random.nextInt(24)) + "\"";
        };
    }

    private static String array(Random random, int depth, String name) {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> blank(random) + value(random, depth + 1, name) + blank(random))
                .collect(Collectors.joining(",", "[" + blank(random), "]"));
    }

    private static String object(Random random, int depth, String... names) {
        return IntStream.range(0, random.nextInt(names.length + 1))
                .mapToObj(i -> random.nextInt(12) == 0
                        ? NAMES[random.nextInt(NAMES.length)]
                        : names[random.nextInt(names.length)])
                .map(name -> blank(random) + "\"" + name + "\"" + blank(random) + ":" + blank(random)
                        + value(random, depth + 1, name) + blank(random))
                .collect(Collectors.joining(",", "{" + blank(random), "}"));
    }

    private static String blank(Random random) {
        return random.nextInt(6) > 0 ? "" : random.nextInt(40) == 0 ? "\u000b" : BLANKS[random.nextInt(BLANKS.length)];
    }
}
