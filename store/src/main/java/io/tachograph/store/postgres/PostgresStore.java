package io.tachograph.store.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.tachograph.store.BenchmarkResultReader;
import io.tachograph.store.CheckResult;
import io.tachograph.store.Housekeeping;
import io.tachograph.store.ModelSummary;
import io.tachograph.store.RowReader;
import io.tachograph.store.TimescaleReport;
import io.tachograph.store.TimescaleSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of Tachograph on PostgreSQL 15 or newer. Thread-safe.
 *
 * <p>Opening connects to nothing: readers connect when they are first asked, writers when they first write. After the
 * database was away, both work again once it is back; what failed in between failed with an exception and was not
 * repeated.
 */
public final class PostgresStore extends StoreWriters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresStore.class);

    /** Of one transaction: of 100,000 targets it may take minutes. */
    private static final Duration LONGEST_HOUSEKEEPING = Duration.ofMinutes(15);

    private final HikariDataSource readers;

    private PostgresStore(PostgresConfig config) {
        super(config);
        this.readers = ReaderPool.of(config);
    }

    public static PostgresStore open(PostgresConfig config) {
        return new PostgresStore(config);
    }

    /**
     * {@link #migrate(TimescaleSettings)} with chunks as they are, or for a fleet of usual size where there are none.
     *
     * @throws SQLException when the database is away, the role may not, or the schema is not one of ours
     */
    public TimescaleReport migrate() throws SQLException {
        return migrate(TimescaleSettings.DEFAULT);
    }

    /**
     * Brings the schema {@code tachograph} to this version, and its tables to the settings where the server has
     * TimescaleDB; does nothing when all is there already. Other schemas of the database stay as they are. Rows that
     * become part of a hypertable move, and are locked meanwhile.
     *
     * @throws SQLException when the database is away, the role may not, or the schema is not one of ours
     */
    public TimescaleReport migrate(TimescaleSettings settings) throws SQLException {
        SchemaMigration.migrate(config);
        TimescaleReport report = TimescaleMigration.migrate(config, settings);
        LOG.info("{}", report.found());
        report.changes().forEach(change -> LOG.info("{}", change));
        return report;
    }

    public BenchmarkResultReader benchmarkResults() {
        return new SelectLatestBenchmarkResults(readers);
    }

    /** The SQL functions of {@code docs/sql.md}. */
    public RowReader rows() {
        return new SelectFromFunction(readers);
    }

    /**
     * Traffic per model in the shortest windows kept that start in [from, to), ordered by model name, of at most two days. Quantiles follow the
     * system's one convention: rank ⌈q·n⌉, geometric midpoint of its bucket, clipped to the minimum and maximum.
     * Measured seconds run from the first window's start to the last window's end of each model.
     *
     * @throws SQLException when the database is away
     */
    public List<ModelSummary> modelSummaries(Instant from, Instant to) throws SQLException {
        return SelectModelSummaries.execute(readers, from, to);
    }

    /** Housekeeping, with a connection of its own, for the caller to close. */
    public Housekeeping housekeeping() {
        return new PostgresHousekeeping(new WriterConnection(config, LONGEST_HOUSEKEEPING));
    }

    /** Whether the database answers and has the tables. Waits for a connection for at most a few seconds. */
    public CheckResult check() {
        return new SelectSchemaPresence(readers::getConnection).check();
    }

    /**
     * The same before anything is opened, for a process that is about to start: a machine that is busy may take long to let
     * a connection in, which says nothing of the tables.
     *
     * @param patience how long each answer of the server is waited for; a connection that is refused is not
     */
    public static CheckResult check(PostgresConfig config, Duration patience) {
        return new SelectSchemaPresence(() -> MigrationConnection.open(config, patience)).check();
    }

    /** Closes the readers' connections. Writers are closed by those who asked for them. */
    @Override
    public void close() {
        readers.close();
    }
}
