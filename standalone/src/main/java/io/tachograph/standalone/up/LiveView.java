package io.tachograph.standalone.up;

import io.tachograph.standalone.terminal.Interrupt;
import io.tachograph.store.ModelSummary;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Shows the models of the last hour: in a terminal a table that is drawn over itself every two seconds, elsewhere one
 * line every ten seconds at first and every minute later.
 */
final class LiveView {
    private static final long TABLE_MILLIS = 2_000;
    private static final long LINE_MILLIS = 10_000;
    private static final long LATER_LINE_MILLIS = 60_000;
    private static final int FIRST_LINES = 6;
    private static final Duration RANGE = Duration.ofHours(1);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final RunningSystem system;
    private final PrintStream out;
    private final boolean terminal;
    private int drawn;

    LiveView(RunningSystem system, PrintStream out, boolean terminal) {
        this.system = system;
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows until the process is to end. */
    void show(Interrupt interrupt) throws InterruptedException {
        int lines = 0;
        while (!interrupt.await(terminal ? TABLE_MILLIS : lines < FIRST_LINES ? LINE_MILLIS : LATER_LINE_MILLIS)) {
            lines++;
            if (terminal) {
                draw(table());
            } else {
                out.println(line());
                out.flush();
            }
        }
    }

    private String line() {
        try {
            List<ModelSummary> models = models();
            return now() + "  " + (models.isEmpty() ? waiting() : ModelTable.oneLine(models))
                    + troubles().stream().map(trouble -> "; " + trouble).collect(Collectors.joining());
        } catch (SQLException e) {
            return now() + "  the database does not answer: " + e.getMessage();
        }
    }

    private List<String> table() {
        List<String> lines = new ArrayList<>();
        try {
            List<ModelSummary> models = models();
            lines.addAll(models.isEmpty() ? List.of(waiting()) : ModelTable.lines(models));
        } catch (SQLException e) {
            lines.add("the database does not answer: " + e.getMessage());
        }
        lines.add(now() + ", last hour; " + system.sentRequests() + " requests sent since the start");
        lines.addAll(troubles());
        return lines;
    }

    private String waiting() {
        return "waiting for the first windows; " + system.sentRequests() + " requests sent so far";
    }

    private List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        if (system.lostEvents() != 0) {
            troubles.add(system.lostEvents() + " records LOST before Kafka");
        }
        if (Math.abs(system.clockDriftSeconds()) >= 5) {
            troubles.add("the wall clock has moved by " + system.clockDriftSeconds() + " s: start again");
        }
        troubles.addAll(system.servers().troubles());
        system.jobsInTrouble().forEach(job -> troubles.add(job.forOperator()));
        return troubles;
    }

    private List<ModelSummary> models() throws SQLException {
        Instant now = Instant.now();
        return system.store().modelSummaries(now.minus(RANGE), now);
    }

    private void draw(List<String> lines) {
        // Without wrapping: a line that wrapped would be two when the cursor goes up.
        StringBuilder screen = new StringBuilder("\u001b[?7l");
        if (drawn > 0) {
            screen.append("\u001b[").append(drawn).append('A');
        }
        for (String line : lines) {
            screen.append("\u001b[2K").append(line.replace('\n', ' ')).append('\n');
        }
        screen.append("\u001b[J\u001b[?7h");
        out.print(screen);
        out.flush();
        drawn = lines.size();
    }

    private static String now() {
        return TIME.format(Instant.now().atZone(ZoneId.systemDefault()));
    }
}
