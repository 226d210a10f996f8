package io.tachograph.standalone;

import io.tachograph.standalone.database.DatabaseCommand;
import io.tachograph.store.Housekeeping;
import io.tachograph.store.HousekeepingStep;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;

/** {@code tachograph housekeeping}. */
@Command(
        name = "housekeeping",
        description = "Merges windows and deletes old rows until nothing is due, then exits; for cron, where neither "
                + "'up' nor 'jobs' runs.")
final class HousekeepingCommand extends DatabaseCommand {
    @Override
    protected int run(PostgresConfig reach, PrintWriter out) throws SQLException {
        try (PostgresStore store = PostgresStore.open(reach);
                Housekeeping housekeeping = store.housekeeping()) {
            SortedMap<String, Long> merged = all(housekeeping::mergeWindows, out);
            out.println("Windows merged:");
            say(out, merged, "none was due");
            SortedMap<String, Long> deleted = all(housekeeping::applyRetention, out);
            out.println("Rows deleted:");
            say(out, deleted, "none was older than its retention");
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
