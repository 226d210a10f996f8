package io.tachograph.api.key;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.audit.AuditLog;
import io.tachograph.store.AuditEntry;
import io.tachograph.store.StoredKey;
import io.tachograph.store.postgres.ApiKeyStore;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
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
    private static final int REFRESH_SECONDS = 5;

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
            book.refresh();
            ScheduledFuture<?> unused = book.background.scheduleWithFixedDelay(
                    book::refresh, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
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

    private void refresh() {
        try {
            // First: which keys count must not depend on whether the log can be written.
            read(stored());
            writeDown(stored());
            trouble = "";
        } catch (SQLException e) {
            say(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("The stored keys could not be read.", e);
        }
    }

    /** Each trouble once, and not every few seconds. */
    private void say(String what) {
        if (!trouble.equals(what)) {
            LOG.warn(
                    "Stored keys and the audit log cannot be reached; known keys keep working: {} (the database user needs the"
                            + " rights of tachograph_api)",
                    what);
            trouble = what;
        }
    }

    /** One at a time, so that what was read earlier does not replace what was read or changed later. */
    private synchronized void read(ApiKeyStore from) throws SQLException {
        ring = configured.with(from.all().stream()
                .filter(key -> key.revokedAt() == null)
                .map(KnownKey::of)
                .toList());
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
