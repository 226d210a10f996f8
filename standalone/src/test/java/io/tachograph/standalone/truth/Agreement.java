package io.tachograph.standalone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.store.Resolution;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** That the rows of one resolution are what was computed without the product: all of them, and no others. */
public final class Agreement {
    /** Half a bucket; the rest is the last bit of a double. */
    private static final double BOUND = 0.0109;

    private Agreement() {}

    /** Rows that were compared and agree: windows, histograms, SLO counts; a failed assertion where one does not. */
    public static int assertStored(StoredWindows stored, Resolution resolution, Map<String, Expected.Window> expected)
            throws SQLException {
        String suffix = resolution.suffix();
        return assertWindows(stored.windows(suffix), expected)
                + assertHistograms(stored.histograms(suffix), expected)
                + assertSlos(stored.slos(suffix), expected);
    }

    private static int assertSlos(Map<String, List<Long>> stored, Map<String, Expected.Window> expected) {
        Map<String, List<Long>> wanted = new TreeMap<>();
        expected.forEach((key, window) -> window.slos.forEach((slo, counts) ->
                wanted.put(key + "/" + slo, Arrays.stream(counts).boxed().toList())));
        assertThat(stored).isEqualTo(wanted);
        return wanted.size();
    }

    /** The same, of the windows alone. */
    static int assertWindows(Map<String, StoredWindows.Window> stored, Map<String, Expected.Window> expected) {
        assertThat(stored.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, window) -> assertThat(stored.get(key)).as(key).isEqualTo(row(window)));
        return expected.size();
    }

    /** The complete row of a window. */
    static StoredWindows.Window row(Expected.Window window) {
        return new StoredWindows.Window(
                true,
                window.requests,
                window.duplicates,
                window.inputTokens,
                window.cachedInputTokens,
                window.outputTokens,
                window.kernelStamped,
                window.outcomes);
    }

    private static int assertHistograms(
            Map<String, StoredWindows.Histogram> stored, Map<String, Expected.Window> expected) {
        Set<String> keys = new HashSet<>();
        expected.forEach((key, window) -> {
            window.values.forEach((metric, values) -> {
                keys.add(key + "/" + metric);
                assertHistogram(stored.get(key + "/" + metric), key, metric, window);
            });
            if (window.gaps > 0) {
                keys.add(key + "/icl");
                StoredWindows.Histogram gaps = stored.get(key + "/icl");
                assertThat(gaps).as(key + "/icl").isNotNull();
                assertThat(gaps.n()).isEqualTo(window.gaps);
                assertThat(gaps.sum()).isEqualTo(window.gapSum / 1e9);
                assertThat(gaps.min()).isEqualTo(window.gapMin / 1e9);
                assertThat(gaps.max()).isEqualTo(window.gapMax / 1e9);
            }
        });
        assertThat(stored.keySet()).isEqualTo(keys);
        return keys.size();
    }

    private static void assertHistogram(
            StoredWindows.@Nullable Histogram histogram, String key, String metric, Expected.Window window) {
        assertThat(histogram).as(key + "/" + metric).isNotNull();
        assertThat(histogram.n())
                .isEqualTo(window.values.getOrDefault(metric, List.of()).size());
        assertThat(histogram.sum()).isEqualTo(window.sum(metric) / 1e9);
        assertThat(histogram.min()).isEqualTo(window.nearestRank(metric, 1e-12) / 1e9);
        assertThat(histogram.max()).isEqualTo(window.nearestRank(metric, 1) / 1e9);
        for (int i = 0; i < StoredWindows.QUANTILES.length; i++) {
            double exact = window.nearestRank(metric, StoredWindows.QUANTILES[i]) / 1e9;
            assertThat(histogram.quantiles().get(i))
                    .as("q %s of %s", StoredWindows.QUANTILES[i], key + "/" + metric)
                    .isCloseTo(exact, within(exact * BOUND + 1e-12));
        }
    }
}
