package io.tachograph.standalone.upgrade;

import io.tachograph.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Lays a stream out step by step, and follows the clock that a job makes of it. */
final class RunBuilder {
    private final long outOfOrdernessMillis;
    private final long[] newest = new long[RecordedRun.PARTITIONS];
    private final List<Step> steps = new ArrayList<>();
    private List<Sent> messages = new ArrayList<>();

    /** @param outOfOrderness by how much the job's clock lags behind what it reads */
    RunBuilder(Duration outOfOrderness) {
        outOfOrdernessMillis = outOfOrderness.toMillis();
        Arrays.fill(newest, Long.MIN_VALUE);
    }

    /** A record that moves the clock of its partition to a time, if it was before it. */
    void send(Topic topic, int partition, SpecificRecord value, long timeMillis) {
        send(Sent.of(topic, partition, value));
        newest[partition] = Math.max(newest[partition], timeMillis);
    }

    /** A message that moves no clock. */
    void send(Sent message) {
        messages.add(message);
    }

    void endStep() {
        long slowest = Arrays.stream(newest).min().orElseThrow();
        if (slowest == Long.MIN_VALUE) {
            throw new IllegalStateException("a step ends before every partition has a record, so no clock runs");
        }
        steps.add(new Step(messages, slowest - outOfOrdernessMillis - 1));
        messages = new ArrayList<>();
    }

    int steps() {
        return steps.size();
    }

    /** All ended steps, with a savepoint after so many of them. */
    RecordedRun build(int before) {
        return new RecordedRun(List.copyOf(steps), before);
    }
}
