package io.tachograph.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Keeps what the engine told, with the time at which it did. */
class RecordingListener implements GenerationListener {
    final List<String> events = new ArrayList<>();
    final List<Long> tokenNanos = new ArrayList<>();
    long admittedNanos;
    private final LongSupplier clock;

    RecordingListener(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public void admitted() {
        admittedNanos = clock.getAsLong();
        events.add("admitted");
    }

    @Override
    public void token(int index) {
        tokenNanos.add(clock.getAsLong());
        events.add("token " + index);
    }

    @Override
    public void garbage() {
        events.add("garbage");
    }

    @Override
    public void finished() {
        events.add("finished");
    }

    @Override
    public void failed() {
        events.add("failed");
    }

    @Override
    public void cut() {
        events.add("cut");
    }
}
