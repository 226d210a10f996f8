package io.tachograph.standalone.bench;

import io.tachograph.bench.record.Live;
import io.tachograph.bench.run.BenchRun;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows a run in progress: in a terminal a bar with live figures, elsewhere one line every ten seconds. */
final class BenchView {
    private static final int BAR = 24;
    private static final long LINE_SECONDS = 10;

    private final PrintStream out;
    private final boolean terminal;
    private long nextLineSeconds = LINE_SECONDS;

    /** Of one trial of a sweep, which has a line of its own in the end: nothing but the bar of a terminal. */
    static BenchView ofTrial(PrintStream out, boolean terminal) {
        BenchView view = new BenchView(out, terminal);
        view.nextLineSeconds = Long.MAX_VALUE;
        return view;
    }

    BenchView(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** How often to show. */
    Duration interval() {
        return Duration.ofMillis(250);
    }

    void show(BenchRun run) {
        if (terminal) {
            // Without wrapping: the next line must come to stand over this one.
            out.print("\r\u001b[?7l" + line(run) + "\u001b[K\u001b[?7h");
            out.flush();
        } else if (run.elapsedSeconds() >= nextLineSeconds) {
            nextLineSeconds += LINE_SECONDS;
            out.println(line(run));
            out.flush();
        }
    }

    /** The run has ended: its line makes way for the table. */
    void end() {
        if (terminal) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }

    private static String line(BenchRun run) {
        Live live = run.live();
        return bar(run.progress())
                + String.format(
                        Locale.ROOT,
                        "%6.1f s  %,d done, %,d failed, %,d in flight  %.1f/s  %,.0f tok/s",
                        run.elapsedSeconds(),
                        live.finished(),
                        live.failed(),
                        live.outstanding(),
                        live.requestRate(),
                        live.outputTokenRate())
                + millis("  TTFT p50 ", live.ttftP50())
                + millis(" p99 ", live.ttftP99())
                + (live.overLimit() == 0 ? "" : "  " + live.overLimit() + " over the limit")
                + (run.clientBound() ? "  CLIENT BOUND" : "");
    }

    private static String bar(@Nullable Double progress) {
        if (progress == null) {
            return "";
        }
        int filled = (int) Math.round(progress * BAR);
        return "[" + "#".repeat(filled) + ".".repeat(BAR - filled)
                + String.format(Locale.ROOT, "] %3.0f %% ", progress * 100);
    }

    private static String millis(String name, @Nullable Double seconds) {
        return seconds == null ? "" : name + String.format(Locale.ROOT, "%.1f ms", seconds * 1e3);
    }
}
