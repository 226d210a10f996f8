package io.tachograph.bench.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tachograph.bench.result.RunInfo;
import io.tachograph.bench.result.RunResult;
import io.tachograph.schemas.metric.LatencyMetric;
import java.io.IOException;
import java.io.OutputStream;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code vllm.json}: the measured part under the names and in the readings of {@code vllm bench serve --save-result}, so
 * that what reads those files reads this one. {@code docs/results.md} says where the readings differ from ours.
 */
final class VllmFile {
    static final String NAME = "vllm.json";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    /** Writes one value of an entry. */
    @FunctionalInterface
    private interface Value {
        void write(JsonGenerator json, VllmEntry entry) throws IOException;
    }

    private final RunResult result;
    private final VllmSpool spool;
    private final VllmOptions options;
    private final double seconds;

    /** @param seconds from the first scheduled time of a measured request to the last end of one */
    VllmFile(RunResult result, VllmSpool spool, VllmOptions options, double seconds) {
        this.result = result;
        this.spool = spool;
        this.options = options;
        this.seconds = seconds;
    }

    void writeTo(OutputStream out) throws IOException {
        VllmTotals totals = new VllmTotals(spool, result.slo());
        VllmStatistics statistics = new VllmStatistics(
                spool, options.percentiles(), result.metrics().get(LatencyMetric.ICL.key()));
        Map<String, @Nullable Object> fields = setup(result.run());
        fields.put("itl_source", statistics.exactGaps() ? "chunks" : "histogram");
        fields.put("duration", seconds);
        fields.put("completed", spool.successes());
        fields.put("failed", spool.entries() - spool.successes());
        fields.put("total_input_tokens", totals.inputTokens);
        fields.put("total_output_tokens", totals.outputTokens);
        fields.put("request_throughput", rate(spool.successes()));
        fields.put("request_goodput", VllmTotals.knows(result.slo()) ? rate(totals.good) : null);
        fields.put("output_throughput", rate(totals.outputTokens));
        fields.put("total_token_throughput", rate(totals.inputTokens + totals.outputTokens));
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            write(json, fields);
            if (options.detailed()) {
                details(json);
            }
            Map<String, @Nullable Object> rest = new LinkedHashMap<>();
            rest.put("max_output_tokens_per_s", totals.peakChunks);
            rest.put("max_concurrent_requests", totals.peakRequests);
            rest.put("rtfx", 0.0);
            rest.putAll(statistics.fields());
            write(json, rest);
            json.writeEndObject();
        }
    }

    private Map<String, @Nullable Object> setup(RunInfo run) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        String backend = run.api().equals("openai-completions") ? "openai" : run.api();
        fields.put(
                "date", DATE.format(OffsetDateTime.parse(run.startedAt()).atZoneSameInstant(ZoneId.systemDefault())));
        fields.put("endpoint_type", backend);
        fields.put("backend", backend);
        fields.put("label", run.label().isEmpty() ? null : run.label());
        fields.put("model_id", run.model());
        fields.put("tokenizer_id", run.model());
        fields.put("num_prompts", spool.entries());
        // What --metadata would add.
        fields.put("run_id", run.runId());
        fields.put("client_bound", result.client().clientBound());
        boolean closed = run.arrivalKind().equals("closed");
        fields.put("request_rate", closed ? "inf" : run.requestRate());
        // vLLM's 1 when nothing is set, and infinity for even gaps, which JSON cannot say as a number.
        boolean even = run.burstiness() == null && run.arrivalKind().equals("constant");
        fields.put("burstiness", even ? "inf" : run.burstiness() == null ? 1.0 : run.burstiness());
        fields.put("max_concurrency", run.concurrency());
        // vLLM's ramps are of another form than ours; arrivals are in result.json.
        for (String ramp : List.of("strategy", "start_rps", "end_rps")) {
            fields.put("ramp_up_" + ramp, null);
        }
        return fields;
    }

    private double rate(long count) {
        return seconds > 0 ? count / seconds : 0;
    }

    private static void write(JsonGenerator json, Map<String, @Nullable Object> fields) throws IOException {
        for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
            json.writeFieldName(field.getKey());
            Object value = field.getValue();
            if (value == null) {
                json.writeNull();
            } else {
                json.writePOJO(value);
            }
        }
    }

    /** In the order of the requests' ends, with vLLM's zeros where a request has no value. */
    private void details(JsonGenerator json) throws IOException {
        array(json, "input_lens", (to, entry) -> to.writeNumber(entry.inputTokens()));
        array(json, "output_lens", (to, entry) -> to.writeNumber(entry.ok() ? entry.outputTokens() : 0));
        array(json, "ttfts", (to, entry) -> to.writeNumber(Math.max(0, entry.ttftNanos()) / 1e9));
        array(json, "itls", VllmFile::gaps);
        array(json, "start_times", (to, entry) -> to.writeNumber(entry.sentNanos() / 1e9));
        array(
                json,
                "latencies",
                (to, entry) -> to.writeNumber(entry.ok() ? Math.max(0, entry.latencyNanos()) / 1e9 : 0));
        array(json, "queue_times", (to, entry) -> to.writeNumber(entry.lagNanos() / 1e9));
        array(json, "generated_texts", (to, entry) -> to.writeString(entry.text()));
        array(json, "errors", (to, entry) -> to.writeString(entry.error()));
    }

    private static void gaps(JsonGenerator json, VllmEntry entry) throws IOException {
        json.writeStartArray();
        double[] chunks = entry.lacksChunkTimes() ? new double[0] : entry.chunkSeconds();
        for (int i = 1; i < chunks.length; i++) {
            json.writeNumber(chunks[i] - chunks[i - 1]);
        }
        json.writeEndArray();
    }

    private void array(JsonGenerator json, String name, Value value) throws IOException {
        json.writeArrayFieldStart(name);
        spool.forEach(entry -> value.write(json, entry));
        json.writeEndArray();
    }
}
