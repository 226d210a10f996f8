package io.tachograph.jobs.script;

import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSamples;
import java.util.ArrayList;
import java.util.List;

/** What each partition does, in rounds. All partitions begin a round together, as soon as the {@link Stage} opens it. */
final class Script {
    private final List<List<List<TopicEvent<RequestSample>>>> rounds = new ArrayList<>();
    private final List<RequestTiming> deliveries = new ArrayList<>();
    private final int partitions;

    Script(int partitions) {
        this.partitions = partitions;
    }

    int partitions() {
        return partitions;
    }

    int rounds() {
        return rounds.size();
    }

    /** Begins a round, in which no partition does anything yet. */
    void nextRound() {
        List<List<TopicEvent<RequestSample>>> round = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            round.add(new ArrayList<>());
        }
        rounds.add(round);
    }

    void deliver(int partition, RequestTiming timing) {
        try {
            RequestSample sample = RequestSamples.of(timing, partition, deliveries.size());
            last(partition).add(new TopicEvent<>(sample.finishedAtMillis(), sample, null));
        } catch (InvalidRecordException e) {
            throw new AssertionError(e);
        }
        deliveries.add(timing);
    }

    /** A heartbeat. */
    void clock(int partition, long millis) {
        last(partition).add(new TopicEvent<>(millis, null, null));
    }

    void idle(int partition) {
        last(partition).add(new TopicEvent<>(TopicEvent.NO_CLOCK, null, null));
    }

    static boolean isIdle(TopicEvent<RequestSample> event) {
        return event.value() == null && event.clockMillis() == TopicEvent.NO_CLOCK;
    }

    private List<TopicEvent<RequestSample>> last(int partition) {
        return rounds.get(rounds.size() - 1).get(partition);
    }

    List<TopicEvent<RequestSample>> steps(int round, int partition) {
        return rounds.get(round).get(partition);
    }

    /** Everything that is delivered, by its offset. */
    List<RequestTiming> deliveries() {
        return deliveries;
    }
}
