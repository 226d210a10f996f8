package io.tachograph.bench.record;

import io.tachograph.schemas.avro.RequestTiming;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a recorder does with the requests of a run.
 *
 * @param phases what is measured
 * @param slo thresholds in seconds by the name of a metric; empty for none
 * @param output files, null for none
 * @param tokenCounter counts the tokens of answers whose target does not, when their text was kept; null for nobody.
 *     Called on the recorder's thread; an exception is counted
 * @param clientBound whether the client's own delay is now so large that records must say so. Called on event loops
 * @param publish gets every record of the measured part, after it is complete. Called on the recorder's thread; an exception is counted
 * @param queueCapacity requests that may wait for the recorder before an event loop has to, each about 2 KB; one whose
 *     text and chunk times are kept counts as so many more as these take
 */
public record RecorderConfig(
        Phases phases,
        Map<String, Double> slo,
        @Nullable Output output,
        @Nullable ToIntFunction<String> tokenCounter,
        BooleanSupplier clientBound,
        Consumer<RequestTiming> publish,
        int queueCapacity) {
    public static final int DEFAULT_QUEUE_CAPACITY = 16_384;

    public RecorderConfig {
        slo = Collections.unmodifiableMap(new LinkedHashMap<>(slo));
        slo.forEach(SloTally::check);
        if (queueCapacity < 1) {
            throw new IllegalArgumentException("queueCapacity is " + queueCapacity + ", but must be at least 1");
        }
    }

    /** Only counts: no thresholds, no files, nobody to tell. */
    public static RecorderConfig of(Phases phases) {
        return new RecorderConfig(phases, Map.of(), null, null, () -> false, record -> {}, DEFAULT_QUEUE_CAPACITY);
    }

    public RecorderConfig withSlo(Map<String, Double> thresholds) {
        return new RecorderConfig(phases, thresholds, output, tokenCounter, clientBound, publish, queueCapacity);
    }

    public RecorderConfig withOutput(@Nullable Output files) {
        return new RecorderConfig(phases, slo, files, tokenCounter, clientBound, publish, queueCapacity);
    }

    public RecorderConfig withTokenCounter(@Nullable ToIntFunction<String> counter) {
        return new RecorderConfig(phases, slo, output, counter, clientBound, publish, queueCapacity);
    }

    public RecorderConfig withClientBound(BooleanSupplier verdict) {
        return new RecorderConfig(phases, slo, output, tokenCounter, verdict, publish, queueCapacity);
    }

    public RecorderConfig withPublish(Consumer<RequestTiming> publisher) {
        return new RecorderConfig(phases, slo, output, tokenCounter, clientBound, publisher, queueCapacity);
    }

    public RecorderConfig withQueueCapacity(int requests) {
        return new RecorderConfig(phases, slo, output, tokenCounter, clientBound, publish, requests);
    }
}
