package io.tachograph.windows.sample;

import io.tachograph.store.Resolution;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one series: readings that wait for earlier ones, the last one that was counted, and the windows
 * that are not complete. Readings are counted in the order of their times when the clock says that no earlier one can
 * come, so what they add up to does not depend on the order in which they arrived.
 *
 * <p>Bounded: of any ten seconds at most {@link #MOST_WAITING} readings wait, for as many seconds as readings are ahead
 * of the clock, and of each resolution {@code (length + longest gap) / length + 1} windows are open. Not thread-safe.
 *
 * @param <S> the readings
 * @param <T> what they add up to
 */
public final class OpenSeries<S extends Sample, T extends SampleTotals<S>> {
    /** What became of a reading. */
    public enum Offer {
        TAKEN,
        /** One of the same time is there already. */
        DUPLICATE,
        /** What came then has been counted already, perhaps this very reading, or its windows are complete. */
        LATE,
        /** More readings of its ten seconds than any agent takes wait already. */
        TOO_MANY
    }

    /** Readings of one series that may wait of the same ten seconds of the UTC day: a hundred a second. */
    public static final int MOST_WAITING = 1_000;

    private static final long TEN_SECONDS_MICROS = 10_000_000;
    private static final long NEVER = Long.MAX_VALUE;

    final SampleKind<S, T> kind;
    final TreeMap<Long, S> waiting = new TreeMap<>();
    final Map<Resolution, Map<Long, OpenSampleWindow<T>>> windows = new EnumMap<>(Resolution.class);

    @Nullable
    S last;
    /** Readings up to this time have been counted. */
    long settledMicros = Long.MIN_VALUE;

    public OpenSeries(SampleKind<S, T> kind) {
        this.kind = kind;
    }

    /** @param clockMillis where the stream's clock stands, milliseconds since the epoch */
    public Offer offer(S sample, SampleGrid grid, long clockMillis) {
        long at = sample.atMicros();
        if ((last != null && last.atMicros() == at) || waiting.containsKey(at)) {
            return Offer.DUPLICATE;
        }
        if (at <= settledMicros || grid.isOver(at, clockMillis)) {
            return Offer.LATE;
        }
        if (waitingBeside(at) >= MOST_WAITING) {
            return Offer.TOO_MANY;
        }
        waiting.put(at, sample);
        return Offer.TAKEN;
    }

    /** How many wait of the same ten seconds: a clock that is behind lets any number wait of all times together. */
    private int waitingBeside(long atMicros) {
        long start = Math.floorDiv(atMicros, TEN_SECONDS_MICROS) * TEN_SECONDS_MICROS;
        return waiting.subMap(start, start + TEN_SECONDS_MICROS).size();
    }

    /**
     * Counts every reading up to a time and returns the windows that are due then.
     *
     * @param timeMillis milliseconds since the epoch, which the clock has reached
     */
    public List<SampleWindow<T>> advance(long timeMillis, SampleGrid grid) {
        settledMicros = Math.max(settledMicros, timeMillis * 1_000);
        while (!waiting.isEmpty() && waiting.firstKey() <= settledMicros) {
            settle(waiting.pollFirstEntry().getValue(), grid);
        }
        List<SampleWindow<T>> due = new ArrayList<>();
        windows.forEach((resolution, open) -> emit(resolution, open, timeMillis, grid, due));
        if (last != null && nothingOpen() && timeMillis >= forgetAt(last, grid)) {
            last = null;
        }
        return due;
    }

    /** The next time at which {@link #advance} has something to do, or at which all can be forgotten. */
    public long nextMillis(SampleGrid grid) {
        long next = NEVER;
        for (Resolution resolution : grid.resolutions()) {
            if (!waiting.isEmpty()) {
                long first = SampleGrid.startOf(resolution, waiting.firstKey() - 1);
                next = Math.min(next, first + SampleGrid.lengthMillis(resolution));
            }
            for (Map.Entry<Long, OpenSampleWindow<T>> window : open(resolution).entrySet()) {
                long end = window.getKey() + SampleGrid.lengthMillis(resolution);
                boolean ended = settledMicros >= end * 1_000;
                next = Math.min(next, ended ? grid.completeAt(resolution, window.getKey()) : end);
            }
        }
        // Only when nothing else is to come: a time that has passed already would be due for ever.
        return next == NEVER && last != null ? forgetAt(last, grid) : next;
    }

    /** Whether nothing of the series is to be remembered: {@link #advance} found it silent for so long, or it is new. */
    public boolean forgettable() {
        return waiting.isEmpty() && nothingOpen() && last == null;
    }

    private boolean nothingOpen() {
        return windows.values().stream().allMatch(Map::isEmpty);
    }

    private long forgetAt(S sample, SampleGrid grid) {
        return Math.floorDiv(sample.atMicros(), 1_000L) + grid.forgetAfter().toMillis();
    }

    private void settle(S sample, SampleGrid grid) {
        S before = last == null || Math.floorDiv(sample.atMicros(), 1_000L) >= forgetAt(last, grid) ? null : last;
        if (before != null && grid.near(before.atMicros(), sample.atMicros()) && kind.yields(sample, before)) {
            for (Resolution resolution : grid.resolutions()) {
                changed(resolution, SampleGrid.startOf(resolution, sample.atMicros()))
                        .passOver(sample);
            }
            return;
        }
        for (Resolution resolution : grid.resolutions()) {
            long start = SampleGrid.startOf(resolution, sample.atMicros());
            changed(resolution, start).count(sample);
            if (before != null) {
                join(before, sample, resolution, grid);
            }
        }
        last = sample;
    }

    private void join(S from, S to, Resolution resolution, SampleGrid grid) {
        long toStart = SampleGrid.startOf(resolution, to.atMicros() - 1);
        changed(resolution, toStart).step(from, to);
        if (!grid.near(from.atMicros(), to.atMicros())) {
            return;
        }
        long length = SampleGrid.lengthMillis(resolution);
        for (long start = SampleGrid.startOf(resolution, from.atMicros()); start <= toStart; start += length) {
            long begin = Math.max(from.atMicros(), start * 1_000);
            long end = Math.min(to.atMicros(), (start + length) * 1_000);
            changed(resolution, start).stretch(from, to, begin, end);
        }
    }

    private T changed(Resolution resolution, long startMillis) {
        OpenSampleWindow<T> window =
                open(resolution).computeIfAbsent(startMillis, start -> new OpenSampleWindow<>(kind.newTotals()));
        window.changed = true;
        return window.totals;
    }

    private Map<Long, OpenSampleWindow<T>> open(Resolution resolution) {
        return windows.computeIfAbsent(resolution, key -> new TreeMap<>());
    }

    private void emit(
            Resolution resolution,
            Map<Long, OpenSampleWindow<T>> open,
            long timeMillis,
            SampleGrid grid,
            List<SampleWindow<T>> due) {
        String series = last == null ? "" : last.series();
        for (Iterator<Map.Entry<Long, OpenSampleWindow<T>>> all =
                        open.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<Long, OpenSampleWindow<T>> entry = all.next();
            long start = entry.getKey();
            OpenSampleWindow<T> window = entry.getValue();
            boolean complete = timeMillis >= grid.completeAt(resolution, start);
            boolean ended = timeMillis >= start + SampleGrid.lengthMillis(resolution);
            if (complete || (ended && window.changed)) {
                T totals = kind.totals().copy(window.totals);
                due.add(new SampleWindow<>(series, resolution, start, window.revision++, complete, totals));
                window.changed = false;
            }
            if (complete) {
                all.remove();
            }
        }
    }
}
