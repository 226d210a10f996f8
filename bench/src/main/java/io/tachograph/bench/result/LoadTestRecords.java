package io.tachograph.bench.result;

import io.tachograph.client.clock.WallClock;
import io.tachograph.schemas.avro.LoadTest;
import io.tachograph.schemas.codec.CompressedText;
import io.tachograph.schemas.metric.LatencyMetric;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Results as records, as they travel on Kafka and lie in the store. */
public final class LoadTestRecords {
    /** What a record may carry of a result, compressed: Kafka takes a megabyte. A day of seconds is some 900 kB. */
    static final int MOST_COMPRESSED_BYTES = 900_000;

    private LoadTestRecords() {}

    /**
     * The record of a result. It carries the whole result, unless that is too large.
     *
     * @param at when it is published
     * @throws IllegalArgumentException in one sentence, when the start of the run is no time
     */
    public static LoadTest of(RunResult result, Instant at) {
        RunInfo run = result.run();
        byte[] whole = CompressedText.of(ResultFormat.write(result));
        return LoadTest.newBuilder()
                .setRun(run.runId())
                .setLabel(run.label())
                .setTarget(run.target())
                .setModel(run.model())
                .setEngineVersion(run.engineVersion())
                .setArrivals(run.arrivals())
                .setWorkload(run.workload())
                .setStartedAtMicros(WallClock.micros(started(run)))
                .setAssertedAtMicros(WallClock.micros(at))
                .setMeasuredSeconds(result.measuredSeconds())
                .setOffered(result.counts().offered())
                .setOk(result.counts().ok())
                .setFailed(result.counts().failed())
                .setRequestThroughput(result.rates().requestThroughput())
                .setOutputThroughput(result.rates().outputThroughput())
                .setTtftP50Seconds(quantile(result, LatencyMetric.TTFT, "p50"))
                .setTtftP99Seconds(quantile(result, LatencyMetric.TTFT, "p99"))
                .setTpotP50Seconds(quantile(result, LatencyMetric.TPOT, "p50"))
                .setTpotP99Seconds(quantile(result, LatencyMetric.TPOT, "p99"))
                .setE2eP50Seconds(quantile(result, LatencyMetric.E2E, "p50"))
                .setE2eP99Seconds(quantile(result, LatencyMetric.E2E, "p99"))
                .setAttainment(result.slo() == null ? null : result.slo().attainment())
                .setClientBound(result.client().clientBound())
                .setPartial(run.partial())
                .setResult(whole.length > MOST_COMPRESSED_BYTES ? null : ByteBuffer.wrap(whole))
                .build();
    }

    private static Instant started(RunInfo run) {
        try {
            return OffsetDateTime.parse(run.startedAt()).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("run.started_at is no time of ISO 8601", e);
        }
    }

    private static @Nullable Double quantile(RunResult result, LatencyMetric metric, String name) {
        MetricSummary summary = result.metric(metric);
        return summary == null ? null : summary.quantiles().get(name);
    }
}
