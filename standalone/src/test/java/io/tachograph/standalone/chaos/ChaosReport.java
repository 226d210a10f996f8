package io.tachograph.standalone.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was done to the system, and what was found afterwards. */
final class ChaosReport {
    private final long startNanos = System.nanoTime();
    private final List<String> lines = new ArrayList<>();
    private final Map<Strike, Integer> strikes = new EnumMap<>(Strike.class);
    private int rounds;
    private int uponAnother;

    void round() {
        rounds++;
    }

    /** @param upon whether the system had not recovered from the strike before */
    void strike(Strike kind, String what, boolean upon) {
        strikes.merge(kind, 1, Integer::sum);
        uponAnother += upon ? 1 : 0;
        say(what + (upon ? ", while the system was recovering" : ""));
    }

    void say(String what) {
        Duration since = Duration.ofNanos(System.nanoTime() - startNanos);
        String line = String.format(Locale.ROOT, "%6.1f s  %s", since.toMillis() / 1e3, what);
        lines.add(line);
        System.out.println("chaos " + line);
    }

    /** Everything in a few lines. */
    String summary(long sent, long rows, int restored) {
        Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
        return "chaos: %s rounds in %s s; %s; %s strikes upon a system that was still recovering;%n"
                        .formatted(rounds, took.toSeconds(), strikes, uponAnother)
                + "chaos: submitted again from %s checkpoints; %s records sent and found; %s rows compared, all equal"
                        .formatted(restored, sent, rows);
    }
}
