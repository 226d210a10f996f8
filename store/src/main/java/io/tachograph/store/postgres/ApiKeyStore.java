package io.tachograph.store.postgres;

import io.tachograph.store.AuditEntry;
import io.tachograph.store.StoredKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of the API and its audit log, on one connection that is opened when first needed. Thread-safe. */
public final class ApiKeyStore implements AutoCloseable {
    private static final String SELECT = """
            SELECT id, name, digest, hint, scopes, tenant, requests_per_minute, burst, created_at, created_by, expires_at,
                   revoked_at
            FROM tachograph.api_key
            ORDER BY created_at, id
            """;

    private static final String INSERT = """
            INSERT INTO tachograph.api_key
                (id, name, digest, hint, scopes, tenant, requests_per_minute, burst, created_at, created_by, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String REVOKE =
            "UPDATE tachograph.api_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL";

    private static final String LOG =
            "INSERT INTO tachograph.audit_entry (at, who, action, subject, address, outcome) VALUES (?, ?, ?, ?, ?, ?)";

    private static final String SELECT_LOG = """
            SELECT at, who, action, subject, address, outcome
            FROM tachograph.audit_entry
            WHERE at >= ? AND at < ?
            ORDER BY at DESC, id DESC
            LIMIT ?
            """;

    private final WriterConnection connection;

    private ApiKeyStore(PostgresConfig config) {
        connection = new WriterConnection(config);
    }

    /** Those of this database, which is first asked when the first key is. */
    public static ApiKeyStore open(PostgresConfig config) {
        return new ApiKeyStore(config);
    }

    /** All keys, also those that no longer count, the oldest first. */
    public synchronized List<StoredKey> all() throws SQLException {
        List<StoredKey> keys = new ArrayList<>();
        connection.inTransaction(transaction -> {
            try (PreparedStatement select = transaction.prepareStatement(SELECT);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(keyOf(row));
                }
            }
        });
        return keys;
    }

    /** Adds a key and says so in the audit log, both or neither. */
    public synchronized void add(StoredKey key, AuditEntry entry) throws SQLException {
        connection.inTransaction(transaction -> {
            try (PreparedStatement insert = transaction.prepareStatement(INSERT)) {
                Array scopes = transaction.createArrayOf("text", key.scopes().toArray());
                insert.setString(1, key.id());
                insert.setString(2, key.name());
                insert.setBytes(3, key.digest());
                insert.setString(4, key.hint());
                insert.setArray(5, scopes);
                insert.setString(6, key.tenant());
                insert.setInt(7, key.requestsPerMinute());
                insert.setInt(8, key.burst());
                insert.setObject(9, at(key.createdAt()));
                insert.setString(10, key.createdBy());
                insert.setObject(11, key.expiresAt() == null ? null : at(key.expiresAt()));
                insert.executeUpdate();
            }
            log(transaction, entry);
        });
    }

    /**
     * Revokes a key and says so in the audit log.
     *
     * @return false when there is no such key that counts; then nothing is said
     */
    public synchronized boolean revoke(String id, AuditEntry entry) throws SQLException {
        boolean[] revoked = {false};
        connection.inTransaction(transaction -> {
            try (PreparedStatement update = transaction.prepareStatement(REVOKE)) {
                update.setObject(1, at(entry.at()));
                update.setString(2, id);
                revoked[0] = update.executeUpdate() > 0;
            }
            if (revoked[0]) {
                log(transaction, entry);
            }
        });
        return revoked[0];
    }

    /** Adds to the audit log. */
    public synchronized void log(List<AuditEntry> entries) throws SQLException {
        connection.inTransaction(transaction -> {
            for (AuditEntry entry : entries) {
                log(transaction, entry);
            }
        });
    }

    /** What the audit log has of [from, to), the newest first. */
    public synchronized List<AuditEntry> logged(Instant from, Instant to, int limit) throws SQLException {
        List<AuditEntry> entries = new ArrayList<>();
        connection.inTransaction(transaction -> {
            try (PreparedStatement select = transaction.prepareStatement(SELECT_LOG)) {
                select.setObject(1, at(from));
                select.setObject(2, at(to));
                select.setInt(3, limit);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        entries.add(new AuditEntry(
                                row.getObject(1, OffsetDateTime.class).toInstant(),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6)));
                    }
                }
            }
        });
        return entries;
    }

    private static void log(Connection transaction, AuditEntry entry) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(LOG)) {
            insert.setObject(1, at(entry.at()));
            insert.setString(2, entry.who());
            insert.setString(3, entry.action());
            insert.setString(4, entry.subject());
            insert.setString(5, entry.address());
            insert.setString(6, entry.outcome());
            insert.executeUpdate();
        }
    }

    private static StoredKey keyOf(ResultSet row) throws SQLException {
        return new StoredKey(
                row.getString("id"),
                row.getString("name"),
                row.getBytes("digest"),
                row.getString("hint"),
                List.of((String[]) row.getArray("scopes").getArray()),
                row.getString("tenant"),
                row.getInt("requests_per_minute"),
                row.getInt("burst"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"),
                instant(row, "expires_at"),
                instant(row, "revoked_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    @Override
    public synchronized void close() {
        connection.close();
    }
}
