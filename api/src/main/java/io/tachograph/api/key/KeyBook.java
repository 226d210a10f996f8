package io.tachograph.api.key;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.audit.AuditLog;
import io.tachograph.store.AuditEntry;
import io.tachograph.store.StoredKey;
import io.tachograph.store.postgres.ApiKeyStore;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that count now: those of the environment, and those that are stored, as they were a few seconds ago. No request
 * waits for the database, and who knows no key costs it nothing; while it is away, the keys that were known go on. Also writes
 * the audit log down. Thread-safe.
 */
public final class KeyBook implements AutoCloseable {
    /** How old what is known of the stored keys may get. */
    private static final Duration REFRESH = Duration.ofSeconds(5);

    /** A right that is missing is seldom there a moment later, and each look is an error in the database's log. */
    private static final Duration WITHOUT_THE_RIGHT = Duration.ofMinutes(5);

    /** PostgreSQL's state of a statement that needs a right that the user does not have. */
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static final Logger LOG = LoggerFactory.getLogger(KeyBook.class);

    private final KeyRing configured;
    private final @Nullable ApiKeyStore table;
    private final AuditLog audit;
    private final Clock clock;
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "api-keys");
        thread.setDaemon(true);
        return thread;
    });
    private volatile KeyRing ring;
    private volatile String trouble = "";
    private volatile boolean mayRead;

    private KeyBook(KeyRing configured, @Nullable ApiKeyStore table, AuditLog audit, Clock clock) {
        this.configured = configured;
        this.table = table;
        this.audit = audit;
        this.clock = clock;
        this.ring = configured;
    }

    /**
     * For a server that says nothing in the audit log.
     *
     * @param table null where keys are not stored; closed with the book
     */
    public static KeyBook reading(KeyRing configured, @Nullable ApiKeyStore table) {
        Clock clock = Clock.systemUTC();
        return open(configured, table, new AuditLog(clock, new PrometheusRegistry()), clock);
    }

    /** @param table null where keys are not stored; closed with the book */
    public static KeyBook open(KeyRing configured, @Nullable ApiKeyStore table, AuditLog audit, Clock clock) {
        KeyBook book = new KeyBook(configured, table, audit, clock);
        if (table != null) {
            // Here, so that no stored key is refused because it has not been read yet.
            book.keepFresh();
        }
        return book;
    }

    /** The keys that count. */
    public KeyRing ring() {
        return ring;
    }

    /** What time it is for keys and sessions. */
    public Instant now() {
        return clock.instant();
    }

    /** All stored keys, also those that no longer count. */
    List<StoredKey> all() throws SQLException {
        return stored().all();
    }

    void add(IssuedKey key, AuditEntry entry) throws SQLException {
        stored().add(key.stored(), entry);
        audit.say(entry);
        change(known -> known.with(List.of(KnownKey.of(key.stored()))));
    }

    /** False when there is no such key that counts. */
    boolean revoke(String id, AuditEntry entry) throws SQLException {
        boolean revoked = stored().revoke(id, entry);
        if (revoked) {
            audit.say(entry);
            change(known -> known.without(id));
        }
        return revoked;
    }

    /** At once and without the database: it has the change, and may be lost by now. */
    private synchronized void change(UnaryOperator<KeyRing> change) {
        ring = change.apply(ring);
    }

    List<AuditEntry> logged(Instant from, Instant to, int limit) throws SQLException {
        writeDown(stored());
        return stored().logged(from, to, limit);
    }

    private ApiKeyStore stored() throws SQLException {
        if (table == null) {
            throw new SQLException("no keys are stored here");
        }
        return table;
    }

    private void keepFresh() {
        Duration pause = refresh();
        try {
            ScheduledFuture<?> unused = background.schedule(this::keepFresh, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Closed meanwhile.
        }
    }

    /**
     * Reads the keys and writes the audit log down.
     *
     * @return when to do so again
     */
    Duration refresh() {
        try {
            // First: which keys count must not depend on whether the log can be written.
            read(stored());
            writeDown(stored());
            trouble = "";
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState()) && !mayRead) {
                say(
                        "Only keys of the environment count, and the audit log is in this log alone: the database user may neither"
                                + " read keys nor write the audit log, as tachograph_api and the owner of the tables may. This is looked"
                                + " at again every " + WITHOUT_THE_RIGHT.toMinutes() + " minutes.");
                return WITHOUT_THE_RIGHT;
            }
            say("Stored keys and the audit log cannot be reached; known keys keep working: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("The stored keys could not be read.", e);
        }
        return REFRESH;
    }

    /** Each trouble once, and not every few seconds. */
    private void say(String what) {
        if (!trouble.equals(what)) {
            LOG.warn(what);
            trouble = what;
        }
    }

    /** One at a time, so that what was read earlier does not replace what was read or changed later. */
    private synchronized void read(ApiKeyStore from) throws SQLException {
        mayRead = false;
        ring = configured.with(from.all().stream()
                .filter(key -> key.revokedAt() == null)
                .map(KnownKey::of)
                .toList());
        mayRead = true;
    }

    /** One at a time, so that who asks for the log or closes the table does so when nothing is on its way. */
    private synchronized void writeDown(ApiKeyStore to) throws SQLException {
        List<AuditEntry> entries = audit.take();
        if (entries.isEmpty()) {
            return;
        }
        try {
            to.log(entries);
        } catch (SQLException e) {
            audit.putBack(entries);
            throw e;
        }
    }

    @Override
    public void close() {
        background.shutdownNow();
        if (table != null) {
            refresh();
            table.close();
        }
    }
}
