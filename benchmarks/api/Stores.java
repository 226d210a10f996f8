import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.embedded.postgres.EmbeddedDatabase;
import io.tachograph.schemas.Topics;
import io.tachograph.store.RequestWindowRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.store.StoredHistogram;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import io.tachograph.store.postgres.StoreWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code Stores DIRECTORY}: a Kafka with our topics, and a PostgreSQL with a day of minutes of 20 targets and their ranking; says
 * both addresses, and ends with its input.
 */
public final class Stores {
    private static final int TARGETS = 20;

    private Stores() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                EmbeddedDatabase database = EmbeddedDatabase.start(directory.resolve("postgres"), 0)) {
            kafka.createTopics(Topics.ALL, 4);
            fill(database);
            System.out.println(kafka.access().bootstrapServers() + " " + database.jdbcUrl() + " " + database.user());
            while (System.in.read() >= 0) {
                // Until whoever started it goes.
            }
        }
    }

    private static void fill(EmbeddedDatabase database) throws Exception {
        Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS);
        try (PostgresStore store = PostgresStore.open(new PostgresConfig(database.jdbcUrl(), database.user(), null, 4))) {
            store.migrate();
            try (StoreWriter<RequestWindowRow> writer = store.requestWindowWriter()) {
                for (int target = 0; target < TARGETS; target++) {
                    List<RequestWindowRow> rows = new ArrayList<>();
                    for (int minute = 25 * 60; minute > 0; minute--) {
                        rows.add(window(target, end.minus(minute, ChronoUnit.MINUTES)));
                    }
                    writer.write(rows);
                }
            }
        }
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), null);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO tachograph.ranking (metric, statistic, window_seconds, origin, prompt_band, streamed,"
                    + " window_end, model, unit, rank, value, mean, sample_size, sample_minimum, rank_best, rank_worst, tie_group,"
                    + " value_low, value_high) SELECT 'ttft', 'p50', 3600, 'load', 'short', true, t, 'model ' || r, 's', r,"
                    + " r * 0.25, r * 0.3, 540, 60, 1, 2, 1, r * 0.2, r * 0.4 FROM generate_series(1, 20) r,"
                    + " generate_series(timestamptz '" + end + "' - interval '6 h', '" + end + "', '1 min') t");
            statement.execute("ANALYZE");
        }
    }

    private static RequestWindowRow window(int target, Instant start) {
        int first = (int) (start.getEpochSecond() / 60 * 7 % 40) - 96 + target;
        int[] indexes = new int[24];
        long[] counts = new long[24];
        long requests = 0;
        for (int i = 0; i < 24; i++) {
            indexes[i] = first + 2 * i;
            counts[i] = 1 + i % 5;
            requests += counts[i];
        }
        double min = Math.pow(2, first / 32.0) * 1.001;
        double max = Math.pow(2, (first + 47) / 32.0) * 0.999;
        StoredHistogram values = new StoredHistogram(requests, requests * (min + max) / 2, min, max, 0, indexes, counts);
        return new RequestWindowRow(
                new Series("t-" + target, "here", "vllm", "model " + target % 5, "1", "", "load", "short", true),
                Resolution.ONE_MINUTE,
                start,
                0,
                1,
                true,
                requests,
                Map.of("ok", requests),
                0,
                1_000,
                100,
                500,
                0,
                0,
                Map.of("ttft", values),
                Map.of());
    }
}
