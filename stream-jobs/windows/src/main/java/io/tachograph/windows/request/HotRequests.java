package io.tachograph.windows.request;

import io.tachograph.store.Series;
import io.tachograph.windows.SloLookup;
import io.tachograph.windows.SloRules;
import io.tachograph.windows.WindowGrid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sums samples of hot series up where they come in, so that the one subtask that owns such a series has not all the
 * work with it. Samples of quiet series pass at once: for them it would cost and spare nothing. What a window counts is
 * the same with and without it, however samples are spread over subtasks and batches.
 *
 * <p>It holds up to {@value #HELD} samples until they are flushed, which must be before the stream's clock moves on and
 * before a checkpoint. Not thread-safe.
 */
public final class HotRequests {
    private static final int HELD = 4_096;
    private static final int BATCH = 512;
    /** Below this, samples are cheaper one by one. */
    private static final int SMALLEST_BATCH = 8;

    private final WindowGrid grid;
    private final SloLookup slos;
    private final HotSeries hot = new HotSeries();
    private final Map<Place, List<RequestSample>> held = new HashMap<>();
    private int heldSamples;

    private record Place(Series series, long windowStartMillis) {}

    /**
     * For one subtask.
     *
     * @param grid the windows that samples count in; all of a batch are of one of them
     * @param rules what samples are judged by
     */
    public HotRequests(WindowGrid grid, SloRules rules) {
        this.grid = grid;
        this.slos = new SloLookup(rules);
    }

    /** Passes a sample on, or holds it until there are enough of its kind. */
    public void add(RequestSample sample, Consumer<RequestArrival> out) {
        if (!hot.count(sample.series())) {
            out.accept(sample);
            return;
        }
        Place place = new Place(sample.series(), grid.startOf(sample.sentAtMillis()));
        List<RequestSample> samples = held.computeIfAbsent(place, p -> new ArrayList<>());
        samples.add(sample);
        heldSamples++;
        if (samples.size() == BATCH) {
            held.remove(place);
            heldSamples -= BATCH;
            pass(samples, out);
        } else if (heldSamples == HELD) {
            flush(out);
        }
    }

    /** Passes on everything that is held. */
    public void flush(Consumer<RequestArrival> out) {
        if (heldSamples > 0) {
            held.values().forEach(samples -> pass(samples, out));
            held.clear();
            heldSamples = 0;
        }
    }

    private void pass(List<RequestSample> samples, Consumer<RequestArrival> out) {
        if (samples.size() < SMALLEST_BATCH) {
            samples.forEach(out);
        } else {
            out.accept(RequestBatch.of(samples, slos.of(samples.get(0).series().model())));
        }
    }
}
