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

    /** With whose privileges questions are asked, unless another is named. */
    public static final String READER_ROLE = "tachograph_reader";

    private final HikariDataSource readers;
    private final ReadTransactions reading;

    private PostgresStore(PostgresConfig config, String readerRole) {
        super(config);
        this.readers = ReaderPool.of(config);
        this.reading = new ReadTransactions(readers, config.user(), readerRole);
    }

    /** Questions are asked with the privileges of {@value #READER_ROLE}. */
    public static PostgresStore open(PostgresConfig config) {
        return open(config, READER_ROLE);
    }

    /** @param readerRole with whose privileges questions are asked; {@code none} for those of the user */
    public static PostgresStore open(PostgresConfig config, String readerRole) {
        return new PostgresStore(config, readerRole);
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
        return new SelectLatestBenchmarkResults(reading);
    }

    /** The SQL functions of {@code docs/sql.md}. */
    public RowReader rows() {
        return new SelectFromFunction(reading);
    }

    /**
     * Traffic per model in the shortest windows kept that start in [from, to), ordered by model name, of at most two days. Quantiles follow the
     * system's one convention: rank ⌈q·n⌉, geometric midpoint of its bucket, clipped to the minimum and maximum.
     * Measured seconds run from the first window's start to the last window's end of each model.
     *
     * @throws SQLException when the database is away
     */
    public List<ModelSummary> modelSummaries(Instant from, Instant to) throws SQLException {
        return SelectModelSummaries.execute(reading, from, to);
    }

    /** Housekeeping, with a connection of its own, for the caller to close. */
    public Housekeeping housekeeping() {
        return new PostgresHousekeeping(new WriterConnection(config, LONGEST_HOUSEKEEPING));
    }

    /** Keys of the API's callers and its audit log, with a connection of their own, for the caller to close. */
    public ApiKeyStore keys() {
        return ApiKeyStore.open(config);
    }

    /** What tokens cost, with a connection of its own, for the caller to close. */
    public ModelPriceStore prices() {
        return ModelPriceStore.open(config);
    }

    /**
     * Whether the database answers, has the tables, and lets its user ask questions with the privileges of the reader's role.
     * Waits for a connection for at most a few seconds.
     */
    public CheckResult check() {
        CheckResult tables = new SelectSchemaPresence(readers::getConnection).check();
        return tables.ok() ? reading.check() : tables;
    }

    /**
     * For a process that is about to ask questions.
     *
     * @throws ReaderRoleException when the database answers, and does not let its user take the reader's role
     */
    public void checkReaderRole() throws ReaderRoleException {
        try {
            reading.read(transaction -> CheckResult.OK);
        } catch (ReaderRoleException e) {
            throw e;
        } catch (SQLException e) {
            LOG.warn("The database does not answer yet: {}", e.getMessage());
        }
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
