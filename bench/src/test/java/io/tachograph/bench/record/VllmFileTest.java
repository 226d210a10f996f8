package io.tachograph.bench.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.bench.result.RunResult;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run's file, field by field, against the format's description and values computed again from the raw records. */
class VllmFileTest {
    /** Every field of {@code --save-result --save-detailed} that a run without ramp or speculation has. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("date", "text"),
            Map.entry("endpoint_type", "text"),
            Map.entry("backend", "text"),
            Map.entry("label", "text"),
            Map.entry("model_id", "text"),
            Map.entry("tokenizer_id", "text"),
            Map.entry("num_prompts", "whole"),
            Map.entry("request_rate", "number"),
            Map.entry("burstiness", "number"),
            Map.entry("max_concurrency", "whole"),
            Map.entry("duration", "number"),
            Map.entry("completed", "whole"),
            Map.entry("failed", "whole"),
            Map.entry("total_input_tokens", "whole"),
            Map.entry("total_output_tokens", "whole"),
            Map.entry("request_throughput", "number"),
            Map.entry("request_goodput", "number"),
            Map.entry("output_throughput", "number"),
            Map.entry("total_token_throughput", "number"),
            Map.entry("max_output_tokens_per_s", "number"),
            Map.entry("max_concurrent_requests", "whole"),
            Map.entry("rtfx", "number"),
            Map.entry("input_lens", "whole list"),
            Map.entry("output_lens", "whole list"),
            Map.entry("ttfts", "number list"),
            Map.entry("itls", "number list list"),
            Map.entry("start_times", "number list"),
            Map.entry("generated_texts", "text list"),
            Map.entry("latencies", "number list"),
            Map.entry("queue_times", "number list"),
            Map.entry("ramp_up_strategy", "null"),
            Map.entry("ramp_up_start_rps", "null"),
            Map.entry("ramp_up_end_rps", "null"),
            Map.entry("errors", "text list"));

    /** What {@code --metadata} adds. */
    private static final Set<String> METADATA = Set.of("run_id", "client_bound", "itl_source");

    @TempDir
    Path folder;

    private final List<Requests.Made> all = Requests.random(5, 800, 9_000_000_000L);
    private final List<Requests.Made> measured =
            all.stream().filter(one -> one.number() >= 30).toList();
    private final List<Requests.Made> ok = measured.stream()
            .filter(one -> one.timing().getOutcome() == Outcome.OK)
            .toList();

    private JsonNode write(List<Requests.Made> made, boolean detailed) throws Exception {
        Output output = new Output(folder, Set.of(), VllmOptions.defaults().withDetailed(detailed));
        Recorded recorded = Runs.record(
                RecorderConfig.builder(new Phases(30, Duration.ZERO, Duration.ZERO, null))
                        .output(output)
                        .slo(Map.of("ttft", 0.2, "tpot", 0.045, "e2e", 0.5))
                        .build(),
                made,
                false);
        RunResult result = recorded.result(Runs.INFO, Runs.CLIENT, null);
        Path file = recorded.writeVllm(result);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        return new ObjectMapper().readTree(Files.readString(file));
    }

    @Test
    void fields_areThoseOfTheFormat_withItsTypes() throws Exception {
        JsonNode json = write(all, true);

        Set<String> expected = new LinkedHashSet<>(FIELDS.keySet());
        expected.addAll(METADATA);
        for (String metric : List.of("ttft", "tpot", "itl", "e2el")) {
            for (String statistic : List.of("mean", "median", "std", "p50", "p90", "p95", "p99")) {
                expected.add(statistic + "_" + metric + "_ms");
            }
        }
        Set<String> names = new LinkedHashSet<>();
        json.fieldNames().forEachRemaining(names::add);
        assertThat(names).isEqualTo(expected);
        FIELDS.forEach((name, type) -> assertThat(typed(json.get(name), type))
                .as(name + ": " + json.get(name))
                .isTrue());
        assertThat(json.get("date").asText()).matches("\\d{8}-\\d{6}");
    }

    private static boolean typed(JsonNode value, String type) {
        if (type.endsWith(" list")) {
            for (JsonNode element : value) {
                if (!typed(element, type.substring(0, type.length() - 5))) {
                    return false;
                }
            }
            return value.isArray();
        }
        return switch (type) {
            case "text" -> value.isTextual();
            case "null" -> value.isNull();
            case "whole" -> value.isIntegralNumber();
            default -> value.isNumber();
        };
    }

    @Test
    void totals_areThoseOfTheRecords() throws Exception {
        JsonNode json = write(all, false);

        long from = measured.stream().mapToLong(Requests.Made::at).min().orElseThrow();
        double seconds =
                (measured.stream().mapToLong(Requests.Made::closed).max().orElseThrow() - from) / 1e9;
        long out = ok.stream().mapToLong(one -> one.timing().getOutputTokens()).sum();
        long in = ok.stream().mapToLong(one -> one.timing().getInputTokens()).sum();
        assertThat(json.get("num_prompts").asLong()).isEqualTo(measured.size());
        assertThat(json.get("completed").asLong()).isEqualTo(ok.size());
        assertThat(json.get("failed").asLong()).isEqualTo(measured.size() - ok.size());
        assertThat(json.get("duration").asDouble()).isCloseTo(seconds, within(1e-9));
        assertThat(json.get("total_output_tokens").asLong()).isEqualTo(out);
        assertThat(json.get("total_input_tokens").asLong()).isEqualTo(in);
        assertThat(json.get("output_throughput").asDouble()).isCloseTo(out / seconds, within(1e-6));
        assertThat(json.get("total_token_throughput").asDouble()).isCloseTo((in + out) / seconds, within(1e-6));
        long good = ok.stream()
                .filter(one -> ttft(one) <= 0.2 && latency(one) <= 0.5 && (tokens(one) < 2 || tpot(one) <= 0.045))
                .count();
        assertThat(json.get("request_goodput").asDouble()).isCloseTo(good / seconds, within(1e-6));
        assertThat(json.has("ttfts")).isFalse();
        assertThat(json.has("latencies")).isFalse();
        assertThat(json.has("queue_times")).isFalse();
    }

    @Test
    void requestRate_isInfiniteForAClosedLoopOnly_andNullWhereThereIsNoSingleOne() throws Exception {
        assertThat(requestRate("closed").asText()).isEqualTo("inf");
        assertThat(requestRate("ramp").isNull()).isTrue();
        assertThat(requestRate("stages").isNull()).isTrue();
        assertThat(requestRate("trace").isNull()).isTrue();
    }

    private JsonNode requestRate(String arrivalKind) throws Exception {
        Output output = new Output(folder, Set.of(), VllmOptions.defaults());
        Recorded recorded = Runs.record(
                RecorderConfig.builder(Phases.ALL_MEASURED).output(output).build(), all.subList(0, 50), false);
        RunResult result = recorded.result(Runs.withoutRate(arrivalKind), Runs.CLIENT, null);
        return new ObjectMapper()
                .readTree(Files.readString(recorded.writeVllm(result)))
                .get("request_rate");
    }

    @Test
    void statistics_areNumpysOverEachRequest() throws Exception {
        JsonNode json = write(all, true);

        List<Requests.Made> streamed =
                ok.stream().filter(one -> one.timing().getStreamed()).toList();
        check(json, "ttft", values(streamed, VllmFileTest::ttft));
        check(json, "e2el", values(ok, VllmFileTest::latency));
        check(
                json,
                "tpot",
                values(streamed.stream().filter(one -> tokens(one) > 1).toList(), VllmFileTest::tpot));
        List<Double> gaps = new ArrayList<>();
        for (Requests.Made one : streamed) {
            double[] chunks = chunks(one);
            for (int i = 1; i < chunks.length; i++) {
                gaps.add(chunks[i] - chunks[i - 1]);
            }
        }
        check(json, "itl", gaps.stream().mapToDouble(gap -> gap).toArray());
        assertThat(json.get("itl_source").asText()).isEqualTo("chunks");
    }

    private static void check(JsonNode json, String name, double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        assertThat(json.get("mean_" + name + "_ms").asDouble()).isCloseTo(mean * 1e3, within(1e-6));
        assertThat(json.get("std_" + name + "_ms").asDouble())
                .isCloseTo(Math.sqrt(squares / values.length) * 1e3, within(1e-6));
        Arrays.sort(values);
        // For an odd number the one in the middle, for an even one the mean of the two there.
        double median = (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
        assertThat(json.get("median_" + name + "_ms").asDouble()).isCloseTo(median * 1e3, within(1e-6));
        for (int percent : new int[] {50, 90, 95, 99}) {
            double rank = (values.length - 1) * percent / 100.0;
            int below = (int) Math.floor(rank);
            double part = rank - below;
            double value = values[below] * (1 - part) + values[(int) Math.ceil(rank)] * part;
            assertThat(json.get("p" + percent + "_" + name + "_ms").asDouble()).isCloseTo(value * 1e3, within(1e-6));
        }
    }

    @Test
    void details_standAtTheSamePlaceInEveryArray_withZerosForFailedRequests() throws Exception {
        JsonNode json = write(all, true);

        for (int i = 0; i < measured.size(); i++) {
            Requests.Made one = measured.get(i);
            RequestTiming t = one.timing();
            boolean good = t.getOutcome() == Outcome.OK;
            assertThat(json.get("start_times").get(i).asDouble())
                    .isCloseTo((Requests.START + one.sent()) / 1e9, within(1e-6));
            assertThat(json.get("ttfts").get(i).asDouble())
                    .isCloseTo(good && t.getStreamed() ? ttft(one) : 0, within(1e-12));
            assertThat(json.get("latencies").get(i).asDouble()).isCloseTo(good ? latency(one) : 0, within(1e-12));
            assertThat(json.get("queue_times").get(i).asDouble())
                    .isCloseTo(-t.getScheduledNanos() / 1e9, within(1e-12));
            assertThat(json.get("output_lens").get(i).asLong()).isEqualTo(good ? tokens(one) : 0);
            assertThat(json.get("itls").get(i)).hasSize(good && t.getStreamed() ? chunks(one).length - 1 : 0);
            String text = one.finished().details().text();
            assertThat(json.get("generated_texts").get(i).asText()).isEqualTo(text == null ? "" : text);
            assertThat(json.get("errors").get(i).asText().isEmpty()).isEqualTo(good);
        }
        for (String array : List.of("input_lens", "output_lens", "ttfts", "itls", "generated_texts", "errors")) {
            assertThat(json.get(array)).hasSize(measured.size());
        }
    }

    @Test
    void peaks_areThoseOfWholeSecondsFromTheFirstSuccess() throws Exception {
        JsonNode json = write(all, false);

        long first = ok.stream().mapToLong(Requests.Made::sent).min().orElseThrow();
        int[] chunks = new int[30];
        int[] open = new int[30];
        for (Requests.Made one : ok) {
            double sent = (one.sent() - first) / 1e9;
            for (double chunk : one.timing().getStreamed() ? chunks(one) : new double[0]) {
                chunks[(int) (sent + chunk)]++;
            }
            for (int s = (int) sent; s <= (int) (sent + latency(one)); s++) {
                open[s]++;
            }
        }
        assertThat(json.get("max_output_tokens_per_s").asDouble())
                .isEqualTo(Arrays.stream(chunks).max().orElseThrow());
        assertThat(json.get("max_concurrent_requests").asInt())
                .isEqualTo(Arrays.stream(open).max().orElseThrow());
    }

    @Test
    void runWithoutSuccess_hasZerosAsVllmDoes() throws IOException, Exception {
        List<Requests.Made> failed = all.stream()
                .filter(one -> one.timing().getOutcome() != Outcome.OK)
                .toList();

        JsonNode json = write(failed, true);

        assertThat(json.get("completed").asLong()).isZero();
        assertThat(json.get("p99_ttft_ms").asDouble()).isZero();
        assertThat(json.get("max_concurrent_requests").asLong()).isZero();
    }

    private static double[] values(List<Requests.Made> made, ToDoubleFunction<Requests.Made> value) {
        return made.stream().mapToDouble(value).toArray();
    }

    private static long tokens(Requests.Made one) {
        return one.timing().getOutputTokens();
    }

    private static double ttft(Requests.Made one) {
        Long first = one.timing().getFirstChunkNanos();
        return first == null ? 0 : first / 1e9;
    }

    private static double latency(Requests.Made one) {
        RequestTiming t = one.timing();
        return (t.getStreamed() ? t.getLastTokenNanos() : t.getClosedNanos()) / 1e9;
    }

    private static double tpot(Requests.Made one) {
        return one.timing().getStreamed() ? (latency(one) - ttft(one)) / (tokens(one) - 1) : 0;
    }

    /** The role chunk, where there was one, and every chunk with content. */
    private static double[] chunks(Requests.Made one) {
        double[] content = Arrays.stream(one.finished().details().chunkNanos())
                .mapToDouble(nanos -> nanos / 1e9)
                .toArray();
        if (ttft(one) >= content[0]) {
            return content;
        }
        double[] chunks = new double[content.length + 1];
        chunks[0] = ttft(one);
        System.arraycopy(content, 0, chunks, 1, content.length);
        return chunks;
    }
}
