package io.tachograph.standalone.keys;

import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.standalone.config.ConfigOption;
import io.tachograph.standalone.config.DatabaseOption;
import io.tachograph.standalone.jobs.Reachable;
import io.tachograph.standalone.log.Logs;
import io.tachograph.store.AuditEntry;
import io.tachograph.store.postgres.ApiKeyStore;
import io.tachograph.store.postgres.PostgresConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works on the stored keys. */
abstract class OnKeys implements Callable<Integer> {
    /** Who the audit log says it was. */
    static final String COMMAND_LINE = "command line";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    CommandSpec spec;

    @Mixin
    DatabaseOption database = new DatabaseOption();

    @Mixin
    ConfigOption configuration = new ConfigOption();

    /** Does the work and says what came of it. */
    abstract int on(ApiKeyStore keys, PrintWriter out) throws SQLException, ConfigException;

    @Override
    public Integer call() throws ConfigException, IOException {
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        PostgresConfig reach = database.in(configuration.read(environment), environment);
        Reachable.database(reach);
        PrintWriter out = spec.commandLine().getOut();
        try (ApiKeyStore keys = ApiKeyStore.open(reach)) {
            return on(keys, out);
        } catch (SQLException e) {
            throw new IOException("the database refused: " + e.getMessage(), e);
        } finally {
            out.flush();
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
