package io.tachograph.standalone.upgrade;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;

import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.store.Resolution;
import io.tachograph.store.Series;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.results.WindowRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Windows of one minute on their topic, as {@code request-windows} puts them there. Minutes count from a midnight. */
final class MinuteWindows {
    private final RunBuilder run = new RunBuilder(Duration.ZERO);
    private final List<Runnable> due = new ArrayList<>();

    /** A window that is complete. */
    void complete(Series series, int partition, int minute, RequestTotals totals) {
        send(partition, record(series, minute, 1, true, totals), minute);
    }

    /** A window when its minute is over, and again with the next minute's, when all of its requests are known. */
    void twice(Series series, int partition, int minute, RequestTotals early, RequestTotals all) {
        send(partition, record(series, minute, 0, false, early), minute);
        RequestWindow last = record(series, minute, 1, true, all);
        due.add(() -> send(partition, last, minute));
    }

    void garbage(int partition) {
        run.send(Sent.garbage(Topics.REQUEST_WINDOWS, partition, new byte[] {1, 2, 3}));
    }

    void endStep() {
        run.endStep();
        endMinute();
    }

    void endMinute() {
        due.forEach(Runnable::run);
        due.clear();
    }

    int steps() {
        return run.steps();
    }

    RecordedRun build(int before) {
        return run.build(before);
    }

    private void send(int partition, RequestWindow window, int minute) {
        run.send(Topics.REQUEST_WINDOWS, partition, window, millis(minute + 1));
    }

    private static RequestWindow record(
            Series series, int minute, int revision, boolean complete, RequestTotals totals) {
        totals.cover(millis(minute), millis(minute + 1));
        return WindowRecords.of(
                new WindowSnapshot(series, Resolution.ONE_MINUTE, millis(minute), revision, complete, totals), 0);
    }

    private static long millis(int minute) {
        return MIDNIGHT_MILLIS + minute * 60_000L;
    }
}
