package io.tachograph.jobs.request;

import io.tachograph.jobs.source.DeadLetterFormat;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.windows.SloLookup;
import io.tachograph.windows.SloRules;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.request.OpenWindow;
import io.tachograph.windows.request.OpenWindowFormat;
import io.tachograph.windows.request.RequestArrival;
import io.tachograph.windows.request.RequestSample;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Counts samples of one series in windows. State per series: one {@link OpenWindow} for each window that is not
 * complete, that is (maximum request duration + resolution) / resolution of them at most, and 24 to 48 bytes for every
 * request in them, by which duplicates are known.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState() and open() first.
public final class RequestWindowFunction extends KeyedProcessFunction<String, RequestArrival, WindowSnapshot>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    /** Samples that came after their window was complete. */
    public static final OutputTag<DeadLetter> LATE = new OutputTag<>("late", VersionedType.of(new DeadLetterFormat()));

    private final WindowGrid grid;
    private final SloRules rules;
    private transient SloLookup slos;
    private transient MapState<Long, OpenWindow> windows;
    private transient ListState<Long> clocks;
    private transient long clock;
    private transient Counter accepted;
    private transient Counter duplicates;
    private transient Counter late;
    private transient Counter lateLetters;

    /** @param rules what requests are judged by; the same that batches were made with */
    public RequestWindowFunction(WindowGrid grid, SloRules rules) {
        this.grid = grid;
        this.rules = rules;
    }

    /**
     * Flink restores state and timers, but not where the clock stood. Without it, a second delivery of a request of a
     * window that was completed before the crash would open that window again. All subtasks have met the same
     * watermarks when a checkpoint's barrier reaches them, so the furthest of them holds for all.
     */
    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        clocks = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("clock", Types.LONG));
        clock = Long.MIN_VALUE;
        for (long restored : clocks.get()) {
            clock = Math.max(clock, restored);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        clocks.update(List.of(clock));
    }

    @Override
    public void open(OpenContext context) {
        slos = new SloLookup(rules);
        windows = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("windows", Types.LONG, VersionedType.of(new OpenWindowFormat())));
        accepted = getRuntimeContext().getMetricGroup().counter("accepted", new SimpleCounter());
        duplicates = getRuntimeContext().getMetricGroup().counter("duplicates", new SimpleCounter());
        late = getRuntimeContext().getMetricGroup().counter("late", new SimpleCounter());
        lateLetters = getRuntimeContext()
                .getMetricGroup()
                .addGroup("reason", DeadLetterReason.LATE.name())
                .counter("deadLetters", new SimpleCounter());
    }

    @Override
    public void processElement(RequestArrival arrival, Context context, Collector<WindowSnapshot> out)
            throws Exception {
        long start = grid.startOf(arrival.sentAtMillis());
        clock = Math.max(clock, context.timerService().currentWatermark());
        if (clock >= grid.completeAt(start)) {
            late(arrival, context);
            return;
        }
        OpenWindow window = windows.get(start);
        if (window == null) {
            window = new OpenWindow(arrival.series());
            context.timerService().registerEventTimeTimer(grid.completeAt(start));
        }
        if (!window.changed()) {
            context.timerService().registerEventTimeTimer(grid.nextEmission(start, clock));
        }
        count(arrival, window);
        windows.put(start, window);
    }

    private void count(RequestArrival arrival, OpenWindow window) {
        int counted = window.add(arrival, slos.of(arrival.series().model()));
        accepted.inc(counted);
        duplicates.inc(arrival.size() - counted);
    }

    private void late(RequestArrival arrival, Context context) {
        for (RequestSample sample : arrival.deliveries()) {
            late.inc();
            lateLetters.inc();
            context.output(LATE, lateLetter(sample));
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<WindowSnapshot> out) throws Exception {
        clock = Math.max(clock, context.timerService().currentWatermark());
        Emission.emit(windows, grid, time, OpenWindow::changed, OpenWindow::snapshot, out);
    }

    private static DeadLetter lateLetter(RequestSample sample) {
        return new DeadLetter(
                Topics.REQUEST_TIMINGS.name(),
                sample.partition(),
                sample.offset(),
                DeadLetterReason.LATE,
                "request to " + sample.series().target() + " sent at " + Instant.ofEpochMilli(sample.sentAtMillis())
                        + " came when its window was complete",
                null);
    }
}
