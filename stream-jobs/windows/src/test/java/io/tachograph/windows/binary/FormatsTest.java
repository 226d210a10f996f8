package io.tachograph.windows.binary;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static io.tachograph.windows.RequestTimings.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.store.RankingRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.windows.BinaryCopies;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.SloTotals;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.interval.Interval;
import io.tachograph.windows.ranking.ModelEstimates;
import io.tachograph.windows.ranking.ModelEstimatesFormat;
import io.tachograph.windows.ranking.RankingEstimate;
import io.tachograph.windows.ranking.RankingMetric;
import io.tachograph.windows.ranking.RankingRowFormat;
import io.tachograph.windows.ranking.RankingStatistic;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSampleFormat;
import io.tachograph.windows.request.RequestSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatsTest {
    private static LatencyHistogram histogram(long... nanos) {
        LatencyHistogram histogram = new LatencyHistogram();
        for (long value : nanos) {
            histogram.record(value);
        }
        return histogram;
    }

    @Test
    void sample_isWhatItWas() throws Exception {
        RequestSample sample = RequestSamples.of(
                success(9, MIDNIGHT_MILLIS)
                        .setStampSource(StampSource.KERNEL)
                        .setChunkGaps(histogram(0, 5, 7_000_000, 9_000_000_000L).toWire())
                        .build(),
                3,
                77);

        assertThat(BinaryCopies.of(new RequestSampleFormat(), sample))
                .usingRecursiveComparison()
                .isEqualTo(sample);
    }

    @Test
    void snapshot_isWhatItWas() throws Exception {
        RequestTotals totals = new RequestTotals();
        totals.cover(MIDNIGHT_MILLIS, MIDNIGHT_MILLIS + 10_000);
        for (Outcome outcome : Outcome.values()) {
            totals.addRequest(outcome, 1, 2, 3);
        }
        totals.addDuplicate();
        totals.addOnePiece(300);
        totals.addKernelStamped(400);
        for (LatencyMetric metric : LatencyMetric.WINDOWED) {
            totals.record(metric, histogram(metric.ordinal(), 1_000L * metric.ordinal(), Long.MAX_VALUE / 3));
        }
        totals.addSlo(new SloDefinition("chat", 5, SloDefinition.ANY, 7), new SloTotals(9, 5, 6, 0, 8));
        totals.addSlo(new SloDefinition("chat", 6, 1, SloDefinition.ANY), new SloTotals(9, 1, 2, 3, 0));
        WindowSnapshot snapshot = new WindowSnapshot(
                RequestSamples.of(success(1, MIDNIGHT_MILLIS).build(), 0, 0).series(),
                Resolution.ONE_MINUTE,
                MIDNIGHT_MILLIS,
                4,
                true,
                totals);

        assertThat(BinaryCopies.of(new WindowSnapshotFormat(), snapshot)).isEqualTo(snapshot);
    }

    @Test
    void ranking_isWhatItWas() throws Exception {
        RankingRow ranking = new RankingRow(
                "ttft",
                "p50",
                "s",
                "probe",
                "short",
                true,
                Instant.ofEpochMilli(MIDNIGHT_MILLIS),
                Duration.ofHours(1),
                List.of(
                        new RankingRow.Entry(
                                "atlas",
                                new RankingRow.Place(2, 1, 3, 1),
                                0.25,
                                0.5,
                                0.2,
                                0.3,
                                new RankingRow.Evidence(80, 60, 12, 120, 0.01, false)),
                        new RankingRow.Entry(
                                "new one",
                                null,
                                null,
                                null,
                                null,
                                null,
                                new RankingRow.Evidence(0, 60, 0, 0, null, true))));

        assertThat(BinaryCopies.of(new RankingRowFormat(), ranking)).isEqualTo(ranking);
    }

    @Test
    void estimates_areWhatTheyWere() throws Exception {
        ModelEstimates estimates = new ModelEstimates(
                new Series("", "", "", "atlas", "", "", "probe", "short", true),
                3_600_000,
                MIDNIGHT_MILLIS,
                List.of(
                        new RankingEstimate(
                                new RankingEstimate.Subject(RankingMetric.TTFT, RankingStatistic.P95, 3_600_000),
                                0.25,
                                0.5,
                                new Interval(0.2, 0.3),
                                600,
                                60,
                                480_000,
                                0.01,
                                false),
                        new RankingEstimate(
                                new RankingEstimate.Subject(
                                        RankingMetric.ERROR_RATE, RankingStatistic.VALUE, 3_600_000),
                                null,
                                null,
                                null,
                                0,
                                1,
                                0,
                                null,
                                true)));

        assertThat(BinaryCopies.of(new ModelEstimatesFormat(), estimates)).isEqualTo(estimates);
    }
}
