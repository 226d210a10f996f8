package io.tachograph.standalone.database;

import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.standalone.config.ConfigOption;
import io.tachograph.standalone.config.DatabaseOption;
import io.tachograph.standalone.jobs.Reachable;
import io.tachograph.standalone.log.Logs;
import io.tachograph.store.postgres.PostgresConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does one thing with a database that is there, and says what came of it. */
public abstract class DatabaseCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    CommandSpec spec;

    @Mixin
    DatabaseOption database = new DatabaseOption();

    @Mixin
    ConfigOption configuration = new ConfigOption();

    /**
     * Does it.
     *
     * @param reach of a database that answers
     * @return the exit code
     * @throws ConfigException when what the user asks for cannot be
     */
    protected abstract int run(PostgresConfig reach, PrintWriter out) throws SQLException, ConfigException;

    @Override
    public final Integer call() throws ConfigException, IOException {
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        PostgresConfig reach = database.in(configuration.read(environment), environment);
        Reachable.database(reach);
        PrintWriter out = spec.commandLine().getOut();
        try {
            return run(reach, out);
        } catch (SQLException e) {
            throw new IOException("the database refused: " + e.getMessage(), e);
        } finally {
            out.flush();
        }
    }
}
