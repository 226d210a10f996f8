package io.tachograph.api;

import io.tachograph.live.LiveKind;
import io.tachograph.live.LiveResults;
import io.tachograph.schemas.avro.Alert;
import io.tachograph.schemas.avro.AlertKind;
import io.tachograph.schemas.avro.AlertSeverity;
import io.tachograph.schemas.avro.AlertState;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells an API's live stream records as the topics have them. */
final class LiveRecords {
    private static final RecordEncoder<Alert> ALERTS = new RecordEncoder<>(Alert.getClassSchema());
    private static final RecordEncoder<RequestWindow> WINDOWS = new RecordEncoder<>(RequestWindow.getClassSchema());

    private final LiveResults live;
    private long offset;

    LiveRecords(LiveResults live) {
        this.live = live;
    }

    /** An alert that fires. */
    void alert(String key, String target, String model, String summary) {
        Alert alert = Alert.newBuilder()
                .setKey(key)
                .setKind(AlertKind.BURN_RATE)
                .setSeverity(AlertSeverity.PAGE)
                .setState(AlertState.FIRING)
                .setTarget(target)
                .setCluster("de")
                .setFramework("vllm")
                .setModel(model)
                .setSinceMillis(0L)
                .setEvaluatedMillis(0)
                .setThreshold(1)
                .setUnit("ratio")
                .setEvents(1)
                .setEnoughEvidence(true)
                .setSummary(summary)
                .build();
        live.accept(LiveKind.ALERT, 0, offset++, key.getBytes(StandardCharsets.UTF_8), ALERTS.encode(alert));
    }

    /** A window of ten seconds of {@code llama} with so many successes, each of one TTFT. */
    void window(Instant start, int requests, long ttftNanos) {
        LatencyHistogram ttft = new LatencyHistogram();
        for (int i = 0; i < requests; i++) {
            ttft.record(ttftNanos);
        }
        RequestWindow window = RequestWindow.newBuilder()
                .setTarget("de-vllm-llama")
                .setCluster("de")
                .setFramework("vllm")
                .setModel("llama")
                .setOrigin(Origin.LOAD)
                .setPromptBand("short")
                .setStreamed(true)
                .setWindowStartMillis(start.toEpochMilli())
                .setResolutionMillis(10_000)
                .setMeasuredFromOffsetMillis(0)
                .setMeasuredToOffsetMillis(10_000)
                .setEpoch(0)
                .setRevision(1)
                .setComplete(false)
                .setRequests(requests)
                .setOutcomes(new HashMap<>(Map.of("ok", (long) requests)))
                .setDuplicates(0)
                .setInputTokens(10)
                .setCachedInputTokens(0)
                .setOutputTokens(100)
                .setLatencies(new HashMap<>(Map.of("ttft", ttft.toWire())))
                .setSlos(List.of())
                .build();
        live.accept(LiveKind.WINDOW, 0, offset++, new byte[] {1}, WINDOWS.encode(window));
    }
}
