package io.tachograph.client.scrape;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes two readings from each other. Used once. */
final class ReadingDifference {
    private final ServerMetrics first;
    private final ServerMetrics last;
    private final Map<ServerCounter, Double> counters = new EnumMap<>(ServerCounter.class);
    private final Map<ServerLatency, BucketHistogram> latencies = new EnumMap<>(ServerLatency.class);
    private final List<String> notes;
    private @Nullable String reset;

    ReadingDifference(ServerMetrics first, ServerMetrics last) {
        this.first = first;
        this.last = last;
        notes = new ArrayList<>(last.notes());
        first.notes().stream().filter(note -> !notes.contains(note)).forEach(note -> notes.add("at first " + note));
    }

    ServerDifference difference() {
        compareProcesses();
        last.counters().forEach(this::compare);
        last.latencies().forEach(this::compare);
        return reset == null
                ? new ServerDifference(last.engine(), null, counters, latencies, notes)
                : new ServerDifference(last.engine(), reset, Map.of(), Map.of(), notes);
    }

    private void compareProcesses() {
        Double before = first.startedSeconds();
        Double after = last.startedSeconds();
        if (first.engine() != last.engine()) {
            reset("another server answered at the end: first " + first.engine().text() + ", then "
                    + last.engine().text());
        } else if (before != null && after != null && !before.equals(after)) {
            restarted("process_start_time_seconds changed");
        }
    }

    private void compare(ServerCounter counter, double after) {
        Double before = first.counters().get(counter);
        if (comparable(counter.name(), before != null)) {
            double more = after - (before == null ? 0 : before);
            counters.put(counter, more);
            if (more < 0) {
                restarted(name(last, counter.name()) + " went back from " + before + " to " + after);
            }
        }
    }

    private void compare(ServerLatency latency, BucketHistogram after) {
        BucketHistogram before = first.latencies().get(latency);
        if (comparable(latency.name(), before != null)) {
            BucketHistogram more = before == null ? after : before.sameBounds(after) ? after.since(before) : null;
            if (more == null) {
                restarted(name(last, latency.name()) + " went back or has other buckets");
            } else {
                latencies.put(latency, more);
            }
        }
    }

    /** Whether the two readings speak of the same metric, or the last of one that began at zero in between. */
    private boolean comparable(String quantity, boolean had) {
        String name = name(last, quantity);
        if (had && !name.equals(name(first, quantity))) {
            notes.add(name + " was " + name(first, quantity) + " in the first reading; it was left out");
            return false;
        }
        if (!had && !first.whole()) {
            notes.add(name + " could not be found in the first reading, which was not whole; it was left out");
            return false;
        }
        if (!had) {
            notes.add(name + " was not in the first reading and is counted from zero");
        }
        return true;
    }

    private static String name(ServerMetrics reading, String quantity) {
        return reading.names().getOrDefault(quantity, quantity);
    }

    private void restarted(String sign) {
        boolean whole = first.whole() && last.whole();
        reset((whole ? "the server started anew during the run: " : "the readings were not whole: ") + sign);
    }

    private void reset(String reason) {
        if (reset == null) {
            reset = reason;
        }
    }
}
