package io.tachograph.live;

import io.tachograph.schemas.avro.Alert;
import io.tachograph.schemas.avro.AlertKind;
import io.tachograph.schemas.avro.AlertSeverity;
import io.tachograph.schemas.avro.AlertState;
import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records as the stream jobs write them. */
final class Records {
    private Records() {}

    /** A window of ten seconds with successes of 1 ms, 2 ms, … and one failure. */
    static RequestWindow window(String target, String model, long startMillis, int successes) {
        LatencyHistogram ttft = new LatencyHistogram();
        for (int i = 1; i <= successes; i++) {
            ttft.record(i * 1_000_000L);
        }
        return RequestWindow.newBuilder()
                .setTarget(target)
                .setCluster("test")
                .setFramework("vllm")
                .setModel(model)
                .setOrigin(Origin.PROBE)
                .setPromptBand("short")
                .setStreamed(true)
                .setWindowStartMillis(startMillis)
                .setResolutionMillis(10_000)
                .setMeasuredFromOffsetMillis(0)
                .setMeasuredToOffsetMillis(10_000)
                .setEpoch(0)
                .setRevision(1)
                .setComplete(false)
                .setRequests(successes + 1L)
                .setOutcomes(new HashMap<>(Map.of("ok", (long) successes, "timeout", 1L)))
                .setDuplicates(0)
                .setInputTokens(10)
                .setCachedInputTokens(0)
                .setOutputTokens(100)
                .setLatencies(new HashMap<>(Map.of("ttft", ttft.toWire())))
                .setSlos(List.of())
                .build();
    }

    static Event event(String id, String subject, String text, long assertedMicros) {
        return Event.newBuilder()
                .setId(id)
                .setKind("fault")
                .setSubject(subject)
                .setStartedAtMicros(5_000_000)
                .setText(text)
                .setSource("test")
                .setAssertedAtMicros(assertedMicros)
                .build();
    }

    static Alert alert(String key, String target) {
        return Alert.newBuilder()
                .setKey(key)
                .setKind(AlertKind.BURN_RATE)
                .setSeverity(AlertSeverity.PAGE)
                .setState(AlertState.FIRING)
                .setTarget(target)
                .setCluster("test")
                .setFramework("vllm")
                .setModel("model-1")
                .setSinceMillis(1_000L)
                .setEvaluatedMillis(2_000L)
                .setValue(20.0)
                .setThreshold(14.4)
                .setUnit("burn rate")
                .setEvents(100)
                .setEnoughEvidence(true)
                .setSummary("It burns.")
                .build();
    }
}
