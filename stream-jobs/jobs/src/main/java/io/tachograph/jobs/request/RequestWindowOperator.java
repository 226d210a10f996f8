package io.tachograph.jobs.request;

import io.tachograph.jobs.source.DeadLetterFormat;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.windows.SloLookup;
import io.tachograph.windows.SloRules;
import io.tachograph.windows.WindowGrid;
import io.tachograph.windows.request.OpenWindow;
import io.tachograph.windows.request.OpenWindowFormat;
import io.tachograph.windows.request.RequestArrival;
import io.tachograph.windows.request.RequestSample;
import java.time.Instant;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Counts samples of one series in windows. State per series: an {@link OpenWindow} for each window that is not complete,
 * and 24 to 48 bytes for every request in them, by which duplicates are known.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open() first.
public final class RequestWindowOperator extends OpenWindowsOperator<RequestArrival, OpenWindow> {
    private static final long serialVersionUID = 1L;

    /** Samples that came after their window was complete. */
    public static final OutputTag<DeadLetter> LATE = new OutputTag<>("late", VersionedType.of(new DeadLetterFormat()));

    private final SloRules rules;
    private transient SloLookup slos;
    private transient Counter accepted;
    private transient Counter duplicates;
    private transient Counter late;
    private transient Counter lateLetters;

    /** @param rules what requests are judged by; the same that batches were made with */
    public RequestWindowOperator(WindowGrid grid, SloRules rules) {
        super(grid, new OpenWindowFormat());
        this.rules = rules;
    }

    @Override
    public void open() throws Exception {
        super.open();
        slos = new SloLookup(rules);
        accepted = getMetricGroup().counter("accepted", new SimpleCounter());
        duplicates = getMetricGroup().counter("duplicates", new SimpleCounter());
        late = getMetricGroup().counter("late", new SimpleCounter());
        lateLetters = getMetricGroup()
                .addGroup("reason", DeadLetterReason.LATE.name())
                .counter("deadLetters", new SimpleCounter());
    }

    @Override
    public void processElement(StreamRecord<RequestArrival> element) throws Exception {
        RequestArrival arrival = element.getValue();
        long start = grid.startOf(arrival.sentAtMillis());
        if (isComplete(start)) {
            late(arrival);
            return;
        }
        OpenWindow window = toChange(start, () -> new OpenWindow(arrival.series()));
        int counted = window.add(arrival, slos.of(arrival.series().model()));
        accepted.inc(counted);
        duplicates.inc(arrival.size() - counted);
        keep(window);
    }

    private void late(RequestArrival arrival) {
        for (RequestSample sample : arrival.deliveries()) {
            late.inc();
            lateLetters.inc();
            output.collect(LATE, new StreamRecord<>(lateLetter(sample)));
        }
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
