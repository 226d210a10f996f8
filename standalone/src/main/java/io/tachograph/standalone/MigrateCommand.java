package io.tachograph.standalone;

import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.standalone.config.ConfigOption;
import io.tachograph.standalone.config.DatabaseOption;
import io.tachograph.standalone.log.Logs;
import io.tachograph.store.TimescaleReport;
import io.tachograph.store.TimescaleSettings;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tachograph migrate}. */
@Command(name = "migrate", description = "Creates the tables in PostgreSQL 15 or newer, or brings them up to date.")
final class MigrateCommand implements Callable<Integer> {
    @Mixin
    DatabaseOption database = new DatabaseOption();

    @Mixin
    ConfigOption configuration = new ConfigOption();

    @Option(
            names = "--targets",
            paramLabel = "N",
            description =
                    "Expected number of targets, which sets the length of chunks on TimescaleDB (default: existing "
                            + "chunks stay as they are, and tables without chunks get those for 1000 targets).")
    @Nullable
    Integer targets;

    @Override
    public Integer call() throws ConfigException, IOException {
        if (targets != null && targets < 1) {
            throw new ConfigException("--targets " + targets + " must be at least 1");
        }
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        PostgresConfig reach = database.in(configuration.read(environment), environment);
        try (PostgresStore store = PostgresStore.open(reach)) {
            TimescaleSettings settings = new TimescaleSettings(targets, TimescaleSettings.DEFAULT.compressAfter());
            TimescaleReport report = store.migrate(settings);
            System.out.println(report.found());
            report.changes().forEach(System.out::println);
        } catch (SQLException e) {
            throw new IOException("the tables cannot be brought up to date: " + e.getMessage(), e);
        }
        System.out.println("The tables are up to date.");
        return 0;
    }
}
