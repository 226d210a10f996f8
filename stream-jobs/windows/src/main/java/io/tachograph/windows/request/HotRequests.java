package io.tachograph.windows.request;

import io.tachograph.windows.SloLookup;
import io.tachograph.windows.SloRules;
import io.tachograph.windows.WindowGrid;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts samples of one series and window side by side where they come in, and sums them up when they are many. Side by
 * side, because an owner of a thousand open windows finds none of them in the processor's cache when samples come in any
 * order. Summed up, so that the one subtask that owns a hot series has not all the work with it. What a window counts is
 * the same with and without it, however samples are spread over subtasks and batches.
 *
 * <p>It holds fewer than {@value #HELD} samples until they are flushed, which must be before the stream's clock moves on
 * and before a checkpoint. Not thread-safe.
 */
public final class HotRequests {
    static final int HELD = 32_768;
    /** Below this, samples are cheaper as they are. */
    static final int SMALLEST_BATCH = 128;
    /** About a megabyte: Flink puts records of more than five on disk when it puts them together. */
    static final int LARGEST_BATCH = 4_096;

    private final WindowGrid grid;
    private final SloLookup slos;
    private final SampleGroups held = new SampleGroups(HELD);

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

    /** Holds a sample, and passes everything on when it holds enough. */
    public void add(RequestSample sample, Consumer<RequestArrival> out) {
        if (held.add(sample, grid.startOf(sample.sentAtMillis()))) {
            flush(out);
        }
    }

    /** Passes on everything that is held. */
    public void flush(Consumer<RequestArrival> out) {
        held.drain(samples -> pass(samples, out));
    }

    private void pass(List<RequestSample> samples, Consumer<RequestArrival> out) {
        for (int from = 0; from < samples.size(); from += LARGEST_BATCH) {
            List<RequestSample> some = samples.subList(from, Math.min(from + LARGEST_BATCH, samples.size()));
            out.accept(
                    some.size() < SMALLEST_BATCH
                            ? new RequestGroup(some)
                            : RequestBatch.of(some, slos.of(some.get(0).series().model())));
        }
    }
}
