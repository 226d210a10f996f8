package io.tachograph.windows.binary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.Series;
import io.tachograph.windows.KeyedSeries;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SeriesCacheTest {
    private final SeriesCache cache = new SeriesCache();

    private static KeyedSeries series(String target) {
        return KeyedSeries.of(new Series(target, "c", "f", "m", "", "", "probe", "short", true));
    }

    private static byte[] name(int i, int length) {
        String number = Integer.toString(i);
        return (number + "-".repeat(length - number.length())).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void series_isFoundByItsBytesAndVariantAlone() {
        byte[] text = "..abc..".getBytes(StandardCharsets.UTF_8);
        cache.put(text, 2, 5, 1, series("abc"));

        assertThat(cache.get("abc".getBytes(StandardCharsets.UTF_8), 0, 3, 1)).isEqualTo(series("abc"));
        assertThat(cache.get(text, 2, 5, 0)).isNull();
        assertThat(cache.get(text, 2, 6, 1)).isNull();
        assertThat(cache.get(text, 1, 5, 1)).isNull();
    }

    @Test
    void nameThatItMeetsIsNeverTakenForAnother() {
        int found = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] name = name(i, 40);
            cache.put(name, 0, name.length, 0, series(Integer.toString(i)));
        }
        for (int i = 0; i < 100_000; i++) {
            KeyedSeries series = cache.get(name(i, 40), 0, 40, 0);
            if (series != null) {
                assertThat(series.series().target()).isEqualTo(Integer.toString(i));
                found++;
            }
        }
        assertThat(found).as("of 100,000 names").isGreaterThan(99_000);
    }

    @Test
    void namesWithoutEnd_doNotMakeItLarge() {
        for (int i = 0; i < 300_000; i++) {
            byte[] name = name(i, i % 3 == 0 ? 1_500 : 20);
            cache.put(name, 0, name.length, 0, series("t"));
            assertThat(cache.size()).isLessThanOrEqualTo(SeriesCache.MAX_SERIES);
            assertThat(cache.bytes()).isLessThanOrEqualTo(SeriesCache.MAX_BYTES);
        }
    }

    @Test
    void key_becomesTheSeriesAgain() {
        Series series = new Series("t", "", "größe", "模型", "1", "", "load", "very_long", false);
        KeyedSeries made = KeyedSeries.of(series);

        assertThat(KeyedSeries.ofBytes(made.keyBytes()).series()).isEqualTo(series);
        assertThat(KeyedSeries.ofBytes(made.keyBytes()).key()).isEqualTo(made.key());
    }
}
