package io.tachograph.standalone.truth;

import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.windows.RequestTimings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A morning in which things go wrong. For eight hours load tests run against two targets, whose engine changes its
 * version after four; on one of them the new one is slower. Then probes begin on three targets: one burns its budget
 * from minute 10 to 19, one is silent from minute 10 to 29. Each request ends in the minute in which it was sent.
 */
final class AlertScenario {
    static final long MINUTE = 60_000;
    static final long START = RequestTimings.MIDNIGHT_MILLIS;
    static final int LOAD_HOURS = 8;
    static final long PROBES_FROM = START + LOAD_HOURS * 60 * MINUTE;
    /** The last one only moves the clock. */
    static final int PROBED_MINUTES = 62;

    static final long TTFT_THRESHOLD_NANOS = 1_000_000_000L;
    static final String BURNING = "lab-vllm-atlas-8b";
    static final String SILENT = "lab-vllm-borealis-32b";
    static final String STEADY = "lab-vllm-cygnus-70b";
    static final String SLOWER = "load-vllm-draco-120b";
    static final String SAME = "load-vllm-echo-4b";

    private static final long MILLI = 1_000_000;
    private static final int PER_MINUTE = 12;
    private static final int PER_HALF_HOUR = 80;

    private final SplittableRandom random = new SplittableRandom(20_26);
    private final RecordEncoder<RequestTiming> timings = new RecordEncoder<>(RequestTiming.getClassSchema());
    private final RecordEncoder<Heartbeat> heartbeats = new RecordEncoder<>(Heartbeat.getClassSchema());
    private final List<RequestTiming> all = new ArrayList<>();
    private long number;

    /** Every request so far, as it was meant. */
    List<RequestTiming> all() {
        return all;
    }

    /** Half an hour of load tests. */
    List<byte[]> halfHour(int half) {
        long from = START + 30L * half * MINUTE;
        boolean isNew = half >= LOAD_HOURS;
        List<RequestTiming> requests = new ArrayList<>();
        for (int i = 0; i < PER_HALF_HOUR; i++) {
            long sent = from + i % 30 * MINUTE + 5_000 + random.nextInt(40_000);
            requests.add(load(SLOWER, sent, isNew, isNew ? 130 : 100));
            requests.add(load(SAME, sent + 1, isNew, 50));
        }
        return messages(requests, from + 30 * MINUTE);
    }

    private RequestTiming load(String target, long sent, boolean isNew, double ttftMillis) {
        return streamed(target, sent, ttftMillis)
                .setOrigin(Origin.LOAD)
                .setEngineVersion(isNew ? "2.0" : "1.9")
                .build();
    }

    /** A minute of probes. */
    List<byte[]> minute(int minute) {
        long from = PROBES_FROM + minute * MINUTE;
        boolean eventful = minute >= 10 && minute < 20;
        List<RequestTiming> requests = new ArrayList<>();
        for (int i = 0; i < PER_MINUTE; i++) {
            long sent = from + 5_000 + random.nextInt(40_000);
            RequestTiming.Builder burning = streamed(BURNING, sent, 80);
            if (eventful) {
                requests.add(
                        i % 2 == 0
                                ? failed(burning)
                                : streamed(BURNING, sent, 1_800).build());
            } else {
                requests.add(burning.build());
            }
            if (minute < 10 || minute >= 30) {
                requests.add(streamed(SILENT, sent + 1, 160).build());
            }
            requests.add(streamed(STEADY, sent + 2, 300).build());
        }
        requests.add(streamed(STEADY, from + 30_000, 300)
                .setOutcome(Outcome.CANCELLED)
                .build());
        return messages(requests, from + MINUTE);
    }

    /** A streamed success whose TTFT is around a median, by a factor of up to 1.5 either way. */
    private RequestTiming.Builder streamed(String target, long sentAtMillis, double medianMillis) {
        long first = (long) (medianMillis * MILLI * Math.pow(1.5, 2 * random.nextDouble() - 1));
        int tokens = 2 + random.nextInt(40);
        long last = first + (tokens - 1) * (9 * MILLI + random.nextInt(2_000_000));
        String model = target.substring(target.indexOf("vllm-") + 5);
        return RequestTimings.success(number++, sentAtMillis)
                .setTarget(target)
                .setModel(model)
                .setTenant(random.nextBoolean() ? "acme" : "")
                .setOrigin(Origin.PROBE)
                .setHeadersNanos(10 * MILLI)
                .setFirstChunkNanos(20 * MILLI)
                .setFirstTokenNanos(first)
                .setFirstOutputTokenNanos(first)
                .setLastTokenNanos(last)
                .setClosedNanos(last + MILLI)
                .setContentChunks(tokens)
                .setOutputTokens((long) tokens);
    }

    private static RequestTiming failed(RequestTiming.Builder timing) {
        return timing.setOutcome(Outcome.HTTP_ERROR)
                .setFirstChunkNanos(null)
                .setFirstTokenNanos(null)
                .setFirstOutputTokenNanos(null)
                .setLastTokenNanos(null)
                .setOutputTokens(null)
                .build();
    }

    /** As they finish, and then a heartbeat that says that no more come until then. */
    private List<byte[]> messages(List<RequestTiming> requests, long end) {
        all.addAll(requests);
        requests.sort(Comparator.comparingLong(t -> t.getSentAtMicros() + t.getClosedNanos() / 1_000));
        List<byte[]> messages = new ArrayList<>();
        requests.forEach(request -> messages.add(timings.encode(request)));
        messages.add(heartbeats.encode(new Heartbeat("t", "test", (end + 1_000) * 1_000)));
        return messages;
    }
}
