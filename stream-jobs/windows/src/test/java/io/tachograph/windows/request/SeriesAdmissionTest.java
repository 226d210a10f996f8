package io.tachograph.windows.request;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.Series;
import io.tachograph.windows.BinaryCopies;
import io.tachograph.windows.KeyedSeries;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeriesAdmissionTest {
    private static final long DAY = 86_400_000;

    private final SeriesAdmission admission = new SeriesAdmission(new SeriesLimits(3, 10), 1);

    private static KeyedSeries series(String target, String version, String tenant) {
        return KeyedSeries.of(new Series(target, "c", "f", "m", version, tenant, "gateway", "short", true));
    }

    private String tenant(String target, String tenant, long atMillis) {
        KeyedSeries admitted = admission.admit(series(target, "1", tenant), atMillis);
        return admitted == null ? "refused" : admitted.series().tenant();
    }

    private String tenant(String target, String tenant) {
        return tenant(target, tenant, MIDNIGHT_MILLIS);
    }

    @Test
    void tenantsBeyondTheLimit_countAsOneAndTheFirstKeepTheirNames() {
        assertThat(List.of(tenant("t", "a"), tenant("t", "b"), tenant("t", ""), tenant("t", "c"), tenant("t", "d")))
                .containsExactly("a", "b", "", "c", SeriesAdmission.OTHER);
        assertThat(tenant("t", "a")).isEqualTo("a");
        assertThat(tenant("t", "")).isEmpty();
        assertThat(tenant("other target", "d")).isEqualTo("d");
    }

    @Test
    void nextDay_beginsAnewAndADayBeforeItIsStillKnown() {
        List.of("a", "b", "c").forEach(name -> tenant("t", name));

        assertThat(tenant("t", "d", MIDNIGHT_MILLIS + DAY)).isEqualTo("d");
        assertThat(tenant("t", "d")).isEqualTo(SeriesAdmission.OTHER);
        assertThat(tenant("t", "a")).isEqualTo("a");
    }

    @Test
    void daysInAnyOrder_keepTheSeriesOfTwo() {
        for (int day = 0; day < 2_000; day++) {
            tenant("t", "tenant " + day, MIDNIGHT_MILLIS - day * 7 % 1_999 * DAY);
        }

        assertThat(admission.all(series -> true)).hasSize(2);
        assertThat(admission.all(series -> true))
                .allSatisfy(day -> assertThat(day.series()).hasSizeLessThanOrEqualTo(10));
    }

    @Test
    void aMillionTenantsAndVersions_areAsManySeriesAsAreAllowed() {
        SeriesAdmission many = new SeriesAdmission(new SeriesLimits(100, 300), 1);
        Set<String> told = new HashSet<>();
        long refused = 0;
        for (int i = 0; i < 1_000_000; i++) {
            // Versions without end begin half way: those of named tenants fill what is left, and then the rest.
            String version = i < 500_000 ? "1" : "1." + i;
            KeyedSeries admitted = many.admit(series("t" + i % 4, version, "tenant " + i), MIDNIGHT_MILLIS);
            if (admitted == null) {
                refused++;
            } else {
                told.add(admitted.key());
            }
        }

        assertThat(told).hasSize(300);
        assertThat(refused).isPositive();
        assertThat(many.admit(series("t0", "1", "tenant 0"), MIDNIGHT_MILLIS)).isNotNull();
    }

    @Test
    void restart_decidesAsIfThereHadBeenNone() throws IOException {
        SeriesLimits limits = new SeriesLimits(5, 40);
        SplittableRandom random = new SplittableRandom(3);
        SeriesAdmission straight = new SeriesAdmission(limits, 1);
        SeriesAdmission stopped = new SeriesAdmission(limits, 1);
        for (int i = 0; i < 5_000; i++) {
            if (i % 500 == 499) {
                SeriesAdmission next = new SeriesAdmission(limits, 1);
                for (AdmittedDay day : stopped.all(series -> true)) {
                    next.restore(BinaryCopies.of(new AdmittedDayFormat(), day));
                }
                stopped = next;
            }
            KeyedSeries series = series("t" + random.nextInt(3), "" + random.nextInt(4), "" + random.nextInt(30));
            long at = MIDNIGHT_MILLIS + random.nextInt(2) * DAY;

            assertThat(stopped.admit(series, at)).isEqualTo(straight.admit(series, at));
        }
    }

    @Test
    void seriesThatOthersHadBeforeARestart_takeTheirShareOfRoomAndAreKeptByOne() {
        SeriesAdmission restarted = new SeriesAdmission(new SeriesLimits(3, 2), 2);
        restarted.restore(new AdmittedDay(MIDNIGHT_MILLIS / DAY, List.of(series("a", "1", ""), series("b", "1", ""))));

        assertThat(restarted.admit(series("c", "1", ""), MIDNIGHT_MILLIS)).isNotNull();
        assertThat(restarted.admit(series("a", "1", ""), MIDNIGHT_MILLIS)).isNotNull();
        assertThat(restarted.admit(series("d", "1", ""), MIDNIGHT_MILLIS)).isNull();
        assertThat(restarted.all(series -> false).get(0).series())
                .containsExactlyInAnyOrder(series("a", "1", ""), series("c", "1", ""));
        assertThat(restarted.all(series -> true).get(0).series()).hasSize(3);
    }
}
