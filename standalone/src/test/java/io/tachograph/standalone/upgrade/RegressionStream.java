package io.tachograph.standalone.upgrade;

import io.tachograph.windows.RequestTotals;

/**
 * Twelve hours of load on two targets, whose engine changes its version after four. On one of them the new version is
 * slower for six hours and then faster than the old one was; the savepoint is when the alert on it fires, in the middle
 * of a block.
 */
final class RegressionStream {
    private static final int HALF_HOURS = 24;
    private static final int NEW_FROM = 8;
    private static final int FASTER_FROM = 19;
    private static final int SAVEPOINT_HALF_HOUR = 18;
    private static final int EVERY_MINUTES = 5;

    private final MinuteWindows windows = new MinuteWindows();
    private final ModelTraffic changing = new ModelTraffic(51, "draco-120b", "load");
    private final ModelTraffic same = new ModelTraffic(52, "echo-4b", "load");

    RecordedRun run() {
        int before = 0;
        for (int half = 0; half < HALF_HOURS; half++) {
            boolean isNew = half >= NEW_FROM;
            boolean faster = half >= FASTER_FROM;
            for (int minute = 0; minute < 30; minute += EVERY_MINUTES) {
                send(changing, 0, half, minute, isNew, faster ? 200 : 14, faster ? 50 : isNew ? 130 : 100);
                send(same, 1, half, minute, isNew, 14, 50);
                if (half == SAVEPOINT_HALF_HOUR && minute == 10) {
                    windows.garbage(0);
                    windows.endStep();
                    before = windows.steps();
                    windows.garbage(1);
                }
            }
            windows.endStep();
        }
        return windows.build(before);
    }

    private void send(
            ModelTraffic model, int partition, int half, int minute, boolean isNew, int requests, double medianMillis) {
        RequestTotals totals = new RequestTotals();
        model.succeed(totals, requests, medianMillis);
        windows.complete(model.series(isNew ? "2.0" : "1.9"), partition, half * 30 + minute, totals);
    }
}
