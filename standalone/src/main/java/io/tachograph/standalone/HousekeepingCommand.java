package io.tachograph.standalone;

import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.standalone.config.ConfigOption;
import io.tachograph.standalone.config.DatabaseOption;
import io.tachograph.standalone.jobs.Reachable;
import io.tachograph.standalone.log.Logs;
import io.tachograph.store.Housekeeping;
import io.tachograph.store.HousekeepingStep;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tachograph housekeeping}. */
@Command(
        name = "housekeeping",
        description = "Merges windows and deletes old rows until nothing is due, then exits; for cron, where neither "
                + "'up' nor 'jobs' runs.")
final class HousekeepingCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    CommandSpec spec;

    @Mixin
    DatabaseOption database = new DatabaseOption();

    @Mixin
    ConfigOption configuration = new ConfigOption();

    @Override
    public Integer call() throws ConfigException, IOException {
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        PostgresConfig reach = database.in(configuration.read(environment), environment);
        Reachable.database(reach);
        PrintWriter out = spec.commandLine().getOut();
        try (PostgresStore store = PostgresStore.open(reach);
                Housekeeping housekeeping = store.housekeeping()) {
            SortedMap<String, Long> merged = all(housekeeping::mergeWindows, out);
            out.println("Windows merged:");
            say(out, merged, "none was due");
            SortedMap<String, Long> deleted = all(housekeeping::applyRetention, out);
            out.println("Rows deleted:");
            say(out, deleted, "none was older than its retention");
        } catch (SQLException e) {
            throw new IOException("the database refused: " + e.getMessage(), e);
        } finally {
            out.flush();
        }
        return 0;
    }

    private static SortedMap<String, Long> all(Housekeeping.Task task, PrintWriter out) throws SQLException {
        SortedMap<String, Long> sums = new TreeMap<>();
        HousekeepingStep step;
        do {
            step = task.step();
            step.notes().forEach(out::println);
            step.done().forEach((of, count) -> sums.merge(of, count, Long::sum));
        } while (step.more());
        return sums;
    }

    private static void say(PrintWriter out, SortedMap<String, Long> done, String nothing) {
        if (done.values().stream().allMatch(count -> count == 0)) {
            out.println("  " + nothing);
        }
        done.forEach((of, count) -> {
            if (count > 0) {
                out.printf(Locale.ROOT, "  %-24s %,d%n", of, count);
            }
        });
    }
}
