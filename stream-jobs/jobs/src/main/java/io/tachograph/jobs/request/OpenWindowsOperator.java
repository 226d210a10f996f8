package io.tachograph.jobs.request;

import io.tachograph.jobs.types.VersionedType;
import io.tachograph.windows.OpenTotals;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.binary.BinaryFormat;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.internal.InternalValueState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps windows of a key open until they are complete, and emits them when the clock says so. State per key: a window
 * for each start that is not complete, that is (maximum request duration + resolution) / resolution of them, rounded up.
 *
 * @param <I> what comes into windows
 * @param <W> an open window
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState() and open() first.
abstract class OpenWindowsOperator<I, W extends OpenTotals> extends AbstractStreamOperator<WindowSnapshot>
        implements OneInputStreamOperator<I, WindowSnapshot> {
    private static final long serialVersionUID = 1L;

    private static final String WINDOWS = "windows";

    final WindowGrid grid;
    private final BinaryFormat<W> format;
    private transient WindowDueTimes starts;
    private transient InternalValueState<String, Long, W> windows;
    private transient ListState<Tuple2<Integer, Long>> clocks;
    private transient KeyGroupClocks restored;
    /** From here on {@link #clock} holds for all keys. */
    private transient long restoredUntil;

    private transient long clock;

    OpenWindowsOperator(WindowGrid grid, BinaryFormat<W> format) {
        this.grid = grid;
        this.format = format;
    }

    /**
     * Flink restores windows, but not where the clock stood. Without it, a duplicate of a request of a window that
     * was completed before the crash would open that window again.
     */
    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        clocks = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("clocks", Types.TUPLE(Types.INT, Types.LONG)));
        restored = KeyGroupClocks.of(getRuntimeContext().getTaskInfo(), clocks.get());
        restoredUntil = restored.furthest();
        clock = restored.least();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        clocks.update(restored.at(clock));
    }

    @Override
    @SuppressWarnings("unchecked") // The backend's value states have namespaces, whatever their declared type.
    public void open() throws Exception {
        super.open();
        ValueStateDescriptor<W> descriptor = new ValueStateDescriptor<>(WINDOWS, VersionedType.of(format));
        ValueState<W> state = getOrCreateKeyedState(LongSerializer.INSTANCE, descriptor);
        windows = (InternalValueState<String, Long, W>) state;
        starts = new WindowDueTimes();
        KeyedStateBackend<String> backend = getKeyedStateBackend();
        try (Stream<Tuple2<String, Long>> restored = backend.getKeysAndNamespaces(WINDOWS)) {
            for (Iterator<Tuple2<String, Long>> it = restored.iterator(); it.hasNext(); ) {
                Tuple2<String, Long> keyAndStart = it.next();
                starts.opened(keyAndStart.f0, keyAndStart.f1);
                if (window(keyAndStart.f0, keyAndStart.f1).changed()) {
                    starts.changed(keyAndStart.f0, keyAndStart.f1);
                }
            }
        }
    }

    /** Whether nothing more may come into a window of the current key. */
    final boolean isComplete(long start) {
        long completeAt = grid.completeAt(start);
        return clock >= completeAt
                || (restoredUntil >= completeAt && restored.of((String) getCurrentKey()) >= completeAt);
    }

    /** The window of the current key that starts then, opened when there is none; the caller changes and keeps it. */
    final W toChange(long start, Supplier<W> fresh) throws Exception {
        windows.setCurrentNamespace(starts.one(start));
        W window = windows.value();
        String key = (String) getCurrentKey();
        if (window == null) {
            window = fresh.get();
            starts.opened(key, start);
        }
        if (!window.changed()) {
            starts.changed(key, start);
        }
        return window;
    }

    /** Keeps the window that was asked for last. */
    final void keep(W window) throws Exception {
        windows.update(window);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        long now = Math.max(clock, mark.getTimestamp());
        starts.advance(grid, clock, now, this::emit);
        clock = now;
        super.processWatermark(mark);
    }

    private void emit(String key, Long start, long dueAt, boolean complete) throws Exception {
        W window = window(key, start);
        output.collect(new StreamRecord<>(window.snapshot(grid, start, complete), dueAt));
        if (complete) {
            windows.clear();
        } else {
            keep(window);
        }
    }

    private W window(String key, Long start) throws Exception {
        setCurrentKey(key);
        windows.setCurrentNamespace(start);
        return windows.value();
    }
}
