package io.tachograph.collectors.source.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.schemas.avro.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudSourceTest {
    private final Scripted cloud = new Scripted();
    private final CloudSource source = new CloudSource(
            cloud, "shop", Lateness.of(Duration.ofMinutes(10), Duration.ofHours(1)), Read.context(Map.of()));

    /** A cloud whose last minute has a call of each model; its clock is found out by the first answer. */
    private static final class Scripted implements CloudMetrics {
        private final List<Minutes> asked = new ArrayList<>();
        private Duration found = Duration.ZERO;
        private Duration ahead = Duration.ZERO;
        private boolean fails;

        @Override
        public String name() {
            return "cloud";
        }

        @Override
        public MinuteTotals read(Reading reading, Minutes minutes) throws SourceException {
            asked.add(minutes);
            ahead = found;
            if (fails) {
                throw new SourceException(FailureKind.UNAVAILABLE, "cloudy");
            }
            MinuteTotals totals = new MinuteTotals(minutes);
            totals.count(minutes.to().minusSeconds(60), "a", Quantity.CALLS, 2.0);
            totals.count(minutes.to().minusSeconds(60), "a", Quantity.CALLS, 1.0);
            totals.mean(minutes.to().minusSeconds(60), "a", Quantity.LATENCY, 1.0, 1);
            totals.mean(minutes.to().minusSeconds(60), "a", Quantity.LATENCY, 4.0, 2);
            totals.count(minutes.to().minusSeconds(60), "idle", Quantity.CALLS, 0.0);
            totals.count(minutes.to(), "beyond", Quantity.CALLS, 1.0);
            return totals;
        }

        @Override
        public Duration ahead() {
            return ahead;
        }

        @Override
        public String asked() {
            return asked.size() + " questions";
        }
    }

    private static Duration length(Minutes minutes) {
        return Duration.between(minutes.from(), minutes.to());
    }

    @Test
    void minutesOfModels_areUsage_countsAddUp_andMeansAreWeighted() throws Exception {
        List<Usage> told = Read.of(source);

        assertThat(told).hasSize(1);
        Usage usage = told.get(0);
        assertThat(usage.getSource()).isEqualTo("cloud");
        assertThat(usage.getScope()).isEqualTo("model");
        assertThat(usage.getModel()).isEqualTo("a");
        assertThat(usage.getTenant()).isEqualTo("shop");
        assertThat(usage.getToMicros() - usage.getFromMicros()).isEqualTo(60_000_000);
        assertThat(usage.getToMicros()).isEqualTo(cloud.asked.get(0).to().getEpochSecond() * 1_000_000);
        assertThat(usage.getCount()).isEqualTo(3);
        assertThat(usage.getLatencyMeanSeconds()).isEqualTo(3.0);
        assertThat(usage.getFailures()).isNull();
        assertThat(usage.getTtftMeanSeconds()).isNull();
    }

    @Test
    void firstReadingCatchesUp_laterOnesReadTheLastMinutesAgain_alsoAfterAFailure() throws Exception {
        Read.of(source);
        cloud.fails = true;
        SourceException failure = Read.failure(source);
        cloud.fails = false;
        Read.of(source);

        assertThat(failure).hasMessage("cloudy");
        assertThat(length(cloud.asked.get(0))).isEqualTo(Duration.ofHours(1));
        // A minute may have begun meanwhile.
        assertThat(length(cloud.asked.get(1))).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
        assertThat(length(cloud.asked.get(2))).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
        assertThat(source.details()).isEqualTo("3 questions");
    }

    @Test
    void minutesAreThoseOfTheCloudsClock() throws Exception {
        cloud.found = Duration.ofHours(-1);

        List<Usage> told = Read.of(source);
        Read.of(source);

        assertThat(cloud.asked).hasSize(3);
        assertThat(Duration.between(cloud.asked.get(1).to(), cloud.asked.get(0).to()))
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
        assertThat(length(cloud.asked.get(1))).isEqualTo(Duration.ofHours(1));
        assertThat(told.get(0).getToMicros()).isEqualTo(cloud.asked.get(1).to().getEpochSecond() * 1_000_000);
        assertThat(told.get(0).getAssertedAtMicros())
                .isBetween(told.get(0).getToMicros(), told.get(0).getToMicros() + 120_000_000);
        assertThat(source.details()).isEqualTo("3 questions; the clock of this host is 3600 s ahead");
    }
}
