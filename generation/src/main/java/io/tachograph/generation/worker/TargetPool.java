package io.tachograph.generation.worker;

import io.tachograph.client.endpoint.Target;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The targets, each with a limit of requests in flight. Used by the dispatcher's thread. */
final class TargetPool {
    private static final Logger LOG = LoggerFactory.getLogger(TargetPool.class);

    private final List<TargetSlot> slots;
    private final int limit;
    private final WorkThread thread;
    private final Doorbell doorbell;
    private final WorkerCounters counters;
    private Runnable whenThereIsRoom = () -> {};

    /**
     * @param thread of the dispatcher
     * @param doorbell stays the caller's to close
     */
    TargetPool(
            List<Target> targets, WorkerLimits limits, WorkThread thread, Doorbell doorbell, WorkerCounters counters) {
        long pauseMillis = limits.leaveAlone().toMillis();
        this.slots = targets.stream()
                .map(target -> new TargetSlot(target, pauseMillis))
                .toList();
        this.limit = limits.inFlightPerTarget();
        this.thread = thread;
        this.doorbell = doorbell;
        this.counters = counters;
        slots.forEach(slot -> counters.shut(slot.slug(), false));
    }

    /** @param call made on the dispatcher's thread when a target takes requests again */
    void whenThereIsRoom(Runnable call) {
        whenThereIsRoom = call;
    }

    boolean serves(String model) {
        return slots.stream().anyMatch(slot -> slot.model().equals(model));
    }

    /** A place at the least loaded target that serves the model and takes requests, null when there is none. */
    @Nullable
    TargetSlot take(String model) {
        TargetSlot least = slots.stream()
                .filter(slot -> slot.model().equals(model) && slot.hasRoom(limit))
                .min(Comparator.comparingInt(TargetSlot::inFlight))
                .orElse(null);
        if (least != null) {
            least.take();
        }
        return least;
    }

    /** It was not there, or took nothing. */
    void turnedAway(TargetSlot slot, String why) {
        if (slot.shut()) {
            counters.shut(slot.slug(), true);
            LOG.warn("{} takes no requests and is left alone: {}", slot.slug(), why);
            ringLater(slot);
        }
    }

    private void ringLater(TargetSlot slot) {
        thread.after(
                slot.takePauseMillis(),
                () -> doorbell.ring(slot.target().config().url(), there -> thread.soon(() -> rang(slot, there))));
    }

    private void rang(TargetSlot slot, boolean there) {
        counters.rang(there);
        if (there) {
            slot.tryOne();
            whenThereIsRoom.run();
        } else {
            ringLater(slot);
        }
    }

    /** It answers a request. */
    void answers(TargetSlot slot) {
        if (slot.answers()) {
            counters.shut(slot.slug(), false);
            LOG.info("{} takes requests again.", slot.slug());
            whenThereIsRoom.run();
        }
    }
}
