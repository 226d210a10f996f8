package io.tachograph.standalone.keys;

import io.tachograph.config.ConfigException;
import io.tachograph.standalone.database.DatabaseCommand;
import io.tachograph.store.AuditEntry;
import io.tachograph.store.postgres.ApiKeyStore;
import io.tachograph.store.postgres.PostgresConfig;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A command that works on the stored keys. */
abstract class KeyStoreCommand extends DatabaseCommand {
    /** Who the audit log says it was. */
    static final String COMMAND_LINE = "command line";

    /** Does the work and says what came of it. */
    abstract int run(ApiKeyStore keys, PrintWriter out) throws SQLException, ConfigException;

    @Override
    protected final int run(PostgresConfig reach, PrintWriter out) throws SQLException, ConfigException {
        try (ApiKeyStore keys = ApiKeyStore.open(reach)) {
            return run(keys, out);
        }
    }

    /** For the audit log: somebody did this on this machine. */
    static AuditEntry entry(String action, String subject) {
        return new AuditEntry(
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                COMMAND_LINE,
                action,
                subject,
                System.getProperty("user.name", "unknown") + " (local)",
                "done");
    }
}
