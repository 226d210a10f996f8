package io.tachograph.generation.worker;

import io.tachograph.client.endpoint.Target;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The targets, each with a limit of requests in flight. Used by one thread. */
final class TargetPool {
    private final List<TargetSlot> slots;
    private final int limit;
    private final long leaveAloneNanos;

    /**
     * @param limit requests in flight at each
     * @param leaveAlone how long one that was not there is left alone
     */
    TargetPool(List<Target> targets, int limit, Duration leaveAlone) {
        this.slots = targets.stream().map(TargetSlot::new).toList();
        this.limit = limit;
        this.leaveAloneNanos = leaveAlone.toNanos();
    }

    boolean serves(String model) {
        return slots.stream().anyMatch(slot -> slot.model().equals(model));
    }

    /** A place at the least loaded target that serves the model and is not left alone, null when there is none. */
    @Nullable
    TargetSlot take(String model) {
        long now = System.nanoTime();
        TargetSlot least = slots.stream()
                .filter(slot -> slot.model().equals(model) && slot.inFlight() < limit && !slot.isAside(now))
                .min(Comparator.comparingInt(TargetSlot::inFlight))
                .orElse(null);
        if (least != null) {
            least.take();
        }
        return least;
    }

    /** It was not there. */
    void putAside(TargetSlot slot) {
        slot.putAside(System.nanoTime() + leaveAloneNanos);
    }
}
