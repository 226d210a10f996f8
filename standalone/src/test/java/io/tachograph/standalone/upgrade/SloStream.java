package io.tachograph.standalone.upgrade;

import io.tachograph.windows.RequestTotals;
import java.util.List;

/**
 * Half an hour of four targets: one burns its budget from minute 10 to 19, one is silent from minute 10 to 25. The
 * savepoint is when both alerts fire.
 */
final class SloStream {
    private static final int MINUTES = 30;
    private static final int EVENTFUL_FROM = 10;
    private static final int SAVEPOINT_MINUTE = 18;

    private final MinuteWindows windows = new MinuteWindows();
    private final ModelTraffic burning = new ModelTraffic(41, "atlas-8b", "probe");
    private final ModelTraffic silent = new ModelTraffic(42, "borealis-32b", "probe");
    private final List<ModelTraffic> steady =
            List.of(new ModelTraffic(43, "cygnus-70b", "probe"), new ModelTraffic(44, "draco-120b", "probe"));

    RecordedRun run() {
        int before = 0;
        for (int minute = 0; minute < MINUTES; minute++) {
            send(burning, 0, minute, minute >= EVENTFUL_FROM && minute < 20);
            if (minute < EVENTFUL_FROM || minute >= 26) {
                send(silent, 1, minute, false);
            }
            send(steady.get(0), 0, minute, false);
            send(steady.get(1), 1, minute, false);
            if (minute % 8 == 4) {
                windows.garbage(0);
            }
            if (minute < EVENTFUL_FROM - 1) {
                windows.endMinute();
            } else {
                windows.endStep();
            }
            if (minute == SAVEPOINT_MINUTE - 1) {
                before = windows.steps();
            }
        }
        return windows.build(before);
    }

    /** The last two requests of a minute, one of which may fail, are known a minute later. */
    private void send(ModelTraffic model, int partition, int minute, boolean bad) {
        RequestTotals all = new RequestTotals();
        model.succeed(all, bad ? 4 : 10, 80);
        model.succeed(all, bad ? 3 : 0, 1_800);
        model.fail(all, bad ? 3 : 0);
        RequestTotals early = all.copy();
        model.succeed(all, 1, 80);
        model.fail(all, bad ? 1 : 0);
        windows.twice(model.series("0.30"), partition, minute, early, all);
    }
}
