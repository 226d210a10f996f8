package io.tachograph.standalone.upgrade;

import io.tachograph.windows.RequestTotals;
import java.util.List;

/**
 * Twenty minutes of three models, one of which gets faster than another. Ranks change with the third evaluation that
 * says so; the savepoint is after the first one of one model, and the second one of another.
 */
final class RankingStream {
    private static final int MINUTES = 20;
    private static final int FASTER_FROM = 9;
    private static final int SAVEPOINT_MINUTE = 12;

    private final MinuteWindows windows = new MinuteWindows();
    private final List<ModelTraffic> models = List.of(
            new ModelTraffic(31, "atlas-8b", "probe"),
            new ModelTraffic(32, "borealis-32b", "probe"),
            new ModelTraffic(33, "cygnus-70b", "probe"));

    RecordedRun run() {
        for (int minute = 0; minute < MINUTES; minute++) {
            boolean faster = minute >= FASTER_FROM;
            send(0, minute, 12, 100);
            send(1, minute, faster ? 48 : 12, faster ? 60 : 140);
            send(2, minute, 12, 300);
            if (minute % 8 == 4) {
                windows.garbage(1);
            }
            windows.endStep();
        }
        return windows.build(SAVEPOINT_MINUTE);
    }

    private void send(int number, int minute, int requests, double medianMillis) {
        ModelTraffic model = models.get(number);
        RequestTotals all = new RequestTotals();
        model.succeed(all, requests - 2, medianMillis);
        model.fail(all, minute % 5 == number ? 1 : 0);
        RequestTotals early = all.copy();
        model.succeed(all, 2, medianMillis);
        windows.twice(model.series("0.30"), number % 2, minute, early, all);
    }
}
