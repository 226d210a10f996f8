package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.store.StoredHistogram;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEveryDatabase
class HistogramQuantileTest {
    private static final double BOUND = Math.pow(2, 1.0 / 64) - 1 + 1e-12;

    private final Connection connection;

    HistogramQuantileTest(DatabaseServer server) throws SQLException {
        this.connection = server.migratedDatabase().connect();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void quantile_isWithinTheBoundOfPercentileDisc() throws SQLException {
        Random random = new Random(7);
        for (int n : new int[] {1, 2, 3, 10, 199, 200, 201, 5_000}) {
            double[] values =
                    random.doubles(n).map(uniform -> Math.exp(12 * uniform - 9)).toArray();
            for (double q : new double[] {0.001, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1}) {
                double exact = percentileDisc(q, values);
                assertThat(exact).isEqualTo(Histograms.nearestRank(q, values));
                assertThat(quantile(q, Histograms.of(values)))
                        .as("q %s of %s values", q, n)
                        .isCloseTo(exact, within(exact * BOUND));
            }
        }
    }

    @Test
    void quantile_isTheMidpointOfItsBucketClippedToTheEnds() throws SQLException {
        StoredHistogram inside = new StoredHistogram(3, 9, 0.5, 2, 0, new int[] {-32, 0, 31}, new long[] {1, 1, 1});
        assertThat(quantile(0.5, inside)).isEqualTo(Math.pow(2, 0.5 / 32), within(1e-15));

        StoredHistogram narrow = new StoredHistogram(2, 2, 1.001, 1.002, 0, new int[] {0}, new long[] {2});
        assertThat(quantile(0.5, narrow)).isEqualTo(1.002);

        StoredHistogram high = new StoredHistogram(2, 2, 1.02, 1.0215, 0, new int[] {0}, new long[] {2});
        assertThat(quantile(0.5, high)).isEqualTo(1.02);
    }

    @Test
    void ranksOfZeroCount_areZeroOrTheSmallest() throws SQLException {
        assertThat(quantile(0.75, Histograms.of(0, 0, 0, 0.5))).isZero();
        assertThat(quantile(0.76, Histograms.of(0, 0, 0, 0.5))).isCloseTo(0.5, within(0.5 * BOUND));
        assertThat(quantile(0.5, Histograms.of(-0.001, 0.5))).isEqualTo(-0.001);
    }

    @Test
    void noValues_haveNoQuantile() throws SQLException {
        assertThat(quantile(0.5, Histograms.of())).isNull();
    }

    @Test
    void quantileOutOfRange_isRefused() {
        for (double q : new double[] {0, -0.1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> quantile(q, Histograms.of(1)))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("is not in (0, 1]");
        }
    }

    private @Nullable Double quantile(double q, StoredHistogram histogram) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT tachograph.histogram_quantile(?, ?, ?, ?, ?, ?)")) {
            select.setDouble(1, q);
            select.setLong(2, histogram.zeroCount());
            select.setDouble(3, histogram.minSeconds());
            select.setDouble(4, histogram.maxSeconds());
            select.setObject(5, histogram.indexes());
            select.setObject(6, histogram.counts());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getObject(1, Double.class);
            }
        }
    }

    private double percentileDisc(double q, double[] values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT percentile_disc(?) WITHIN GROUP (ORDER BY v) FROM unnest(?::double precision[]) v")) {
            select.setDouble(1, q);
            select.setObject(2, values);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getDouble(1);
            }
        }
    }
}
