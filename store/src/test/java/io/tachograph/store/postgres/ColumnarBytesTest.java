package io.tachograph.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.StoredHistogram;
import io.tachograph.store.StoredSlo;
import io.tachograph.store.StoredSloCounts;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a window takes as a row and in a columnar chunk, with the histograms of a target that has a request a second: nine, four
 * of them the same as others. Prints the bytes that docs/scale.md reckons with.
 */
@OnTimescale
@EnabledIfSystemProperty(named = "tests.long", matches = "true")
class ColumnarBytesTest {
    private static final int SERIES = 20;
    private static final int GAPS = 44;
    private static final StoredSlo SLO = new StoredSlo("interactive", 0.35, null, null);

    private final DatabaseServer server;
    private final Random random = new Random(7);

    ColumnarBytesTest(DatabaseServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @CsvSource({"TEN_SECONDS, 720", "ONE_MINUTE, 720", "ONE_HOUR, 48"})
    void columnarChunk_takesLessThanItsRows(Resolution resolution, int windows) throws SQLException {
        TestDatabase database = server.migratedDatabase();
        try (PostgresStore store = PostgresStore.open(database.config());
                StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
            for (int window = 0; window < windows; window++) {
                writer.write(windowsOfAllSeries(resolution, window));
            }
        }
        String table = "tachograph.request_window_" + resolution.suffix();

        double rows = bytes(database, table) / (SERIES * windows);
        database.query("SELECT compress_chunk(c) FROM show_chunks('" + table + "') c");
        double columnar = bytes(database, table) / (SERIES * windows);

        System.out.printf("%s: %.0f bytes a window as rows, %.0f columnar%n", resolution.suffix(), rows, columnar);
        assertThat(columnar).isPositive().isLessThan(rows);
    }

    private static double bytes(TestDatabase database, String table) throws SQLException {
        return Double.parseDouble(
                database.query("SELECT hypertable_size('" + table + "')").get(0));
    }

    private List<RequestWindowRow> windowsOfAllSeries(Resolution resolution, int window) {
        List<RequestWindowRow> rows = new ArrayList<>();
        int requests = (int) resolution.length().toSeconds();
        for (int i = 0; i < SERIES; i++) {
            StoredHistogram ttft = histogram(requests, () -> 0.2 * Math.exp(0.5 * random.nextGaussian()));
            StoredHistogram e2e = histogram(requests, () -> 2 * Math.exp(0.3 * random.nextGaussian()));
            rows.add(WindowOf.target("target-" + i)
                    .resolution(resolution)
                    .start(WindowOf.NOON
                            .truncatedTo(ChronoUnit.DAYS)
                            .plus(Duration.ofSeconds(
                                    window * resolution.length().toSeconds())))
                    .complete()
                    .requests(requests)
                    .outputTokens(150L * requests)
                    .latency("ttft", ttft)
                    .latency("ttft_scheduled", ttft)
                    .latency("ttfo", ttft)
                    .latency(
                            "ttft_first_chunk", histogram(requests, () -> 0.19 * Math.exp(0.5 * random.nextGaussian())))
                    .latency("tpot", histogram(requests, () -> 0.04 * Math.exp(0.2 * random.nextGaussian())))
                    .latency("icl", histogram(requests * GAPS, () -> 0.04 * Math.exp(0.4 * random.nextGaussian())))
                    .latency("e2e", e2e)
                    .latency("e2e_scheduled", e2e)
                    .latency("lag", histogram(requests, () -> 0.0002 * Math.exp(random.nextGaussian())))
                    .slo(SLO, new StoredSloCounts(requests, requests - 1, requests - 1L, null, null))
                    .row());
        }
        return rows;
    }

    private static StoredHistogram histogram(int count, DoubleSupplier seconds) {
        return Histograms.of(DoubleStream.generate(seconds).limit(count).toArray());
    }
}
