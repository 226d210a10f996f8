package io.tachograph.jobs.script;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static io.tachograph.windows.RequestTimings.success;

import io.tachograph.schemas.avro.RequestTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Bursts and silences. Whatever a partition does before or after another within a round, no request can be late: from
 * the end of a round before to the clock of the furthest partition at its end is less time than windows stay open after
 * the last request in them was sent.
 */
final class Traffic {
    static final Duration LONGEST_REQUEST = Duration.ofSeconds(40);
    private static final long OUT_OF_ORDERNESS = 2_000;
    private static final long LATEST_SENT = 15_000;

    final Script script;
    private final Random random;
    private final int targets;
    private final List<RequestTiming> sent = new ArrayList<>();
    private long now = MIDNIGHT_MILLIS + 40_000;

    Traffic(int partitions, int targets, long seed) {
        this.script = new Script(partitions);
        this.random = new Random(seed);
        this.targets = targets;
    }

    /** All partitions get requests at once, and then nothing for a while. */
    void burst(int requests, long silenceMillis) {
        script.nextRound();
        for (int i = 0; i < requests; i++) {
            deliver(now - random.nextInt(1_000));
        }
        for (int partition = 0; partition < script.partitions(); partition++) {
            script.clock(partition, now - OUT_OF_ORDERNESS);
            script.idle(partition);
        }
        now += silenceMillis;
    }

    /** Some partitions get requests, some heartbeats, and some nothing. */
    void round() {
        script.nextRound();
        now += random.nextBoolean() ? random.nextInt(2_000) : random.nextInt(25_000);
        for (int i = random.nextInt(30); i > 0; i--) {
            deliver(now - random.nextInt((int) LATEST_SENT));
            if (random.nextInt(6) == 0) {
                again();
            }
        }
        for (int partition = 0; partition < script.partitions(); partition++) {
            if (random.nextInt(4) > 0) {
                script.clock(partition, now - OUT_OF_ORDERNESS - random.nextInt(3_000));
            }
            if (random.nextInt(3) == 0) {
                script.idle(partition);
            }
        }
    }

    /** A duplicate of anything, perhaps where its window is long complete. */
    private void again() {
        RequestTiming timing = sent.get(random.nextInt(sent.size()));
        script.deliver(partitionOf(timing.getTarget()), timing);
    }

    /** All partitions have heartbeats until even the day is complete. */
    void end() {
        for (long at : new long[] {now + 100_000, now + 3_700_000, now + 90_000_000}) {
            script.nextRound();
            for (int partition = 0; partition < script.partitions(); partition++) {
                script.clock(partition, at);
            }
        }
    }

    private void deliver(long finishedAt) {
        String target = "lab-vllm-" + random.nextInt(targets);
        RequestTiming timing = success(sent.size(), finishedAt - 205)
                .setTarget(target)
                .setModel(target)
                .build();
        sent.add(timing);
        script.deliver(partitionOf(target), timing);
    }

    private int partitionOf(String target) {
        return Math.floorMod(target.hashCode(), script.partitions());
    }

    int requests() {
        return sent.size();
    }
}
