package io.tachograph.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.LoadTest;
import io.tachograph.schemas.codec.CompressedText;
import io.tachograph.schemas.metric.LatencyMetric;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LoadTestRecordsTest {
    private static final Instant AT = Instant.parse("2026-11-21T09:00:00.000001Z");

    @Test
    void record_hasTheFigures_andTheWholeResult() throws IOException {
        RunResult result = Results.full();

        LoadTest test = LoadTestRecords.of(result, AT);

        assertThat(test.getRun()).isEqualTo(result.run().runId());
        assertThat(test.getStartedAtMicros()).isEqualTo(1_795_248_000_000_000L);
        assertThat(test.getAssertedAtMicros()).isEqualTo(1_795_251_600_000_001L);
        assertThat(test.getOk()).isEqualTo(result.counts().ok());
        assertThat(test.getTtftP50Seconds()).isEqualTo(0.1);
        assertThat(test.getTtftP99Seconds()).isEqualTo(1.5);
        assertThat(test.getTpotP99Seconds()).isNull();
        assertThat(CompressedText.text(test.getResult().array(), 1_000_000)).isEqualTo(ResultFormat.write(result));
    }

    @Test
    void resultThatIsTooLarge_isLeftOut() {
        RunResult result = Results.full();
        Random random = new Random(1);
        MetricSummary.Buckets noise = new MetricSummary.Buckets(
                0,
                new int[200_000],
                LongStream.range(0, 200_000).map(i -> random.nextLong()).toArray());
        MetricSummary ttft = Objects.requireNonNull(result.metric(LatencyMetric.TTFT));
        RunResult large = new RunResult(
                result.format(),
                result.run(),
                result.measuredSeconds(),
                result.counts(),
                result.tokens(),
                result.stamps(),
                result.rates(),
                Collections.singletonMap(
                        "ttft",
                        new MetricSummary(
                                ttft.unit(),
                                ttft.n(),
                                ttft.mean(),
                                ttft.stddev(),
                                ttft.min(),
                                ttft.max(),
                                ttft.quantiles(),
                                ttft.relativeError(),
                                noise)),
                result.slo(),
                result.timeline(),
                result.errors(),
                result.client(),
                result.server());

        LoadTest test = LoadTestRecords.of(large, AT);

        assertThat(test.getResult()).isNull();
        assertThat(test.getTtftP50Seconds()).isEqualTo(0.1);
    }
}
