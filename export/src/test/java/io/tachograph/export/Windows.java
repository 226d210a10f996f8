package io.tachograph.export;

import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.avro.SloCount;
import io.tachograph.schemas.histogram.LatencyHistogram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Windows as the stream jobs write them. */
final class Windows {
    static final long NOON_MILLIS = 1_796_040_000_000L;
    static final long MINUTE = 60_000;

    private Windows() {}

    /** A complete minute of a target. */
    static RequestWindow.Builder minute(String target, long startMillis, LatencyHistogram ttft) {
        return RequestWindow.newBuilder()
                .setTarget(target)
                .setCluster("test")
                .setFramework("vllm")
                .setModel("atlas-8b")
                .setOrigin(Origin.TRACED)
                .setPromptBand("short")
                .setStreamed(true)
                .setWindowStartMillis(startMillis)
                .setResolutionMillis(MINUTE)
                .setMeasuredFromOffsetMillis(0)
                .setMeasuredToOffsetMillis(MINUTE)
                .setEpoch(0)
                .setRevision(3)
                .setComplete(true)
                .setRequests(ttft.count() + 2)
                .setOutcomes(new HashMap<>(Map.of("ok", ttft.count(), "timeout", 2L)))
                .setDuplicates(1)
                .setInputTokens(10)
                .setCachedInputTokens(4)
                .setOutputTokens(100)
                .setLatencies(new HashMap<>(Map.of("ttft", ttft.toWire())))
                .setSlos(List.of(SloCount.newBuilder()
                        .setName("chat")
                        .setEligible(9)
                        .setMet(7)
                        .setTtftMet(7)
                        .setTpotMet(0)
                        .setE2eMet(0)
                        .build()));
    }
}
