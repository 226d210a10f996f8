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
    public RecorderConfig {
        slo = Collections.unmodifiableMap(new LinkedHashMap<>(slo));
        slo.forEach(SloTally::check);
        if (queueCapacity < 1) {
            throw new IllegalArgumentException("queueCapacity is " + queueCapacity + ", but must be at least 1");
        }
    }

    /** Only counts, when nothing else is said: no thresholds, no files, no listener. */
    public static Builder builder(Phases phases) {
        return new Builder(phases);
    }

    /** What it does beside counting. Not thread-safe. */
    public static final class Builder {
        private final Phases phases;
        private Map<String, Double> slo = Map.of();
        private @Nullable Output output;
        private @Nullable ToIntFunction<String> tokenCounter;
        private BooleanSupplier clientBound = () -> false;
        private Consumer<RequestTiming> publish = record -> {};
        private int queueCapacity = 16_384;

        private Builder(Phases phases) {
            this.phases = phases;
        }

        public Builder slo(Map<String, Double> wanted) {
            slo = wanted;
            return this;
        }

        public Builder output(@Nullable Output wanted) {
            output = wanted;
            return this;
        }

        public Builder tokenCounter(@Nullable ToIntFunction<String> wanted) {
            tokenCounter = wanted;
            return this;
        }

        public Builder clientBound(BooleanSupplier wanted) {
            clientBound = wanted;
            return this;
        }

        public Builder publish(Consumer<RequestTiming> wanted) {
            publish = wanted;
            return this;
        }

        public Builder queueCapacity(int wanted) {
            queueCapacity = wanted;
            return this;
        }

        public RecorderConfig build() {
            return new RecorderConfig(phases, slo, output, tokenCounter, clientBound, publish, queueCapacity);
        }
    }
}
