package io.tachograph.client.load;

/** Schedules the arrivals of an open loop, one after the other, until there are no more. */
final class OpenArrivals {
    private final OpenLoop.Schedule schedule;
    private final long startNanos;
    private final Pacer pacer;
    private final LoadTally tally;
    private final Pacer.Event arrival;
    private final Runnable exhausted;

    /** @param exhausted called when the schedule has ended, after the tally was notified */
    OpenArrivals(
            OpenLoop.Schedule schedule,
            long startNanos,
            Pacer pacer,
            LoadTally tally,
            Pacer.Event arrival,
            Runnable exhausted) {
        this.schedule = schedule;
        this.startNanos = startNanos;
        this.pacer = pacer;
        this.tally = tally;
        this.arrival = arrival;
        this.exhausted = exhausted;
    }

    void next() {
        long nextNanos = schedule.nextNanos();
        if (nextNanos == OpenLoop.Schedule.NONE) {
            tally.exhaust();
            exhausted.run();
            return;
        }
        pacer.at(startNanos + nextNanos, due -> {
            try {
                arrival.happen(due);
            } finally {
                // Whatever has become of this one. And after it: with the last one in flight, the run has not ended.
                if (tally.open()) {
                    next();
                }
            }
        });
    }
}
