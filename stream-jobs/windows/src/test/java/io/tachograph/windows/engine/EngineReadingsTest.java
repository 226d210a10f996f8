package io.tachograph.windows.engine;

import static io.tachograph.windows.engine.EngineSamples.at;
import static io.tachograph.windows.engine.EngineSamples.histogram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.windows.BinaryCopies;
import io.tachograph.windows.InvalidRecordException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineReadingsTest {
    @Test
    void whatCannotBeTrue_isRefused() {
        List<EngineSample> bad = List.of(
                at("t", 0).setGauges(Map.of("running", Double.NaN)).build(),
                at("t", 0).setGauges(Map.of("kv_cache_usage", 1.5)).build(),
                at("t", 0).setCounters(Map.of("prompt_tokens", -1.0)).build(),
                at("t", 0)
                        .setHistograms(Map.of("ttft", histogram(1, List.of(2.0, 1.0), 1L, 1L, 1L)))
                        .build(),
                at("t", 0)
                        .setHistograms(Map.of("ttft", histogram(1, List.of(1.0), 1L)))
                        .build(),
                at("t", 0)
                        .setHistograms(Map.of("ttft", histogram(1, List.of(1.0), 1L, -1L)))
                        .build(),
                at("t".repeat(10_000), 0).build(),
                at("t", 0).setAtMicros(-1).build());
        for (EngineSample sample : bad) {
            assertThatThrownBy(() -> EngineReadings.of(sample, 0, 0)).isInstanceOf(InvalidRecordException.class);
        }
    }

    @Test
    void unknownNames_areLeftOut() throws Exception {
        EngineReading reading = EngineReadings.of(
                at("t", 0)
                        .setGauges(Map.of("running", 3.0, "something_new", -8.0))
                        .setCounters(Map.of("preemptions", 2.0, "from a newer agent", Double.NaN))
                        .build(),
                0,
                0);

        assertThat(reading.gauges())
                .hasSize(EngineGauge.values().length)
                .contains(3.0)
                .doesNotContain(-8.0);
        assertThat(reading.counters()).contains(2.0).doesNotContain(-8.0);
    }

    @Test
    void reading_survivesBeingWritten() throws Exception {
        EngineReading reading = EngineReadings.of(
                at("t", 0)
                        .setGauges(Map.of("running", 3.0))
                        .setCounters(Map.of("preemptions", 1.0))
                        .setHistograms(Map.of("ttft", histogram(1.5, List.of(1.0, 2.0), 1L, 0L, 4L)))
                        .build(),
                2,
                9);

        EngineReading copy = BinaryCopies.of(new EngineReadingFormat(), reading);

        assertThat(copy.gauges()).containsExactly(reading.gauges());
        assertThat(copy.counters()).containsExactly(reading.counters());
        assertThat(copy)
                .usingRecursiveComparison()
                .ignoringFields("gauges", "counters")
                .isEqualTo(reading);
    }
}
