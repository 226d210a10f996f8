package io.tachograph.windows.request;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;
import static io.tachograph.windows.RequestTimings.failure;
import static io.tachograph.windows.RequestTimings.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.histogram.LatencyHistogram;
import io.tachograph.store.Resolution;
import io.tachograph.windows.BinaryCopies;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.SloRule;
import io.tachograph.windows.SloRules;
import io.tachograph.windows.WindowGrid;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** However samples are spread over subtasks and batches, windows count the same. */
class HotRequestsTest {
    private static final WindowGrid GRID =
            new WindowGrid(Resolution.TEN_SECONDS, Duration.ofSeconds(60), Duration.ofSeconds(10));
    private static final SloDefinition CHAT = new SloDefinition("chat", 100_000_000, 10_000_000, SloDefinition.ANY);
    private static final SloRules RULES = new SloRules(List.of(new SloRule("atlas*", CHAT)));

    /** Windows by series and start, and how many deliveries they counted. */
    private static final class Owner {
        final Map<String, OpenWindow> windows = new HashMap<>();
        int counted;
        int deliveries;
        int batches;

        void take(RequestArrival arrival) {
            OpenWindow window = windows.computeIfAbsent(
                    arrival.series() + "@" + GRID.startOf(arrival.sentAtMillis()),
                    k -> new OpenWindow(arrival.series()));
            List<SloDefinition> slos = RULES.of(arrival.series().model());
            batches += arrival instanceof RequestBatch ? 1 : 0;
            deliveries += arrival.size();
            counted += window.add(arrival, slos);
        }

        Map<String, RequestTotals> totals() {
            Map<String, RequestTotals> totals = new HashMap<>();
            windows.forEach((key, window) ->
                    totals.put(key, window.snapshot(GRID, MIDNIGHT_MILLIS, true).totals()));
            return totals;
        }
    }

    /** One hot model, one warm, many quiet; one delivery in {@code oneIn} is a second one of something before. */
    private static List<RequestSample> stream(SplittableRandom random, int deliveries, int oneIn) throws Exception {
        List<RequestSample> samples = new ArrayList<>();
        for (int i = 0; i < deliveries; i++) {
            if (i > 0 && random.nextInt(oneIn) == 0) {
                samples.add(samples.get(random.nextInt(Math.max(0, i - 900), i)));
                continue;
            }
            int draw = random.nextInt(100);
            String model = draw < 60 ? "atlas-8b" : draw < 75 ? "borealis" : "quiet-" + random.nextInt(500);
            samples.add(RequestSamples.of(timing(random, i, model), 0, i));
        }
        return samples;
    }

    private static RequestTiming timing(SplittableRandom random, int number, String model) {
        long sentAt = MIDNIGHT_MILLIS + random.nextInt(25_000);
        if (random.nextInt(10) == 0) {
            return failure(number, sentAt)
                    .setTarget("t-" + model)
                    .setModel(model)
                    .setOutcome(Outcome.values()[2 + random.nextInt(7)])
                    .build();
        }
        long first = 20_000_000L + random.nextLong(160_000_000L);
        LatencyHistogram gaps = new LatencyHistogram();
        gaps.record(random.nextLong(50_000_000L));
        return success(number, sentAt)
                .setTarget("t-" + model)
                .setModel(model)
                .setFirstTokenNanos(first)
                .setFirstOutputTokenNanos(first)
                .setLastTokenNanos(first + random.nextLong(200_000_000L))
                .setClosedNanos(first + 300_000_000L)
                .setChunkGaps(gaps.toWire())
                .build();
    }

    @Test
    void windows_areTheSameWithAndWithoutBatchesForAnySplit() throws Exception {
        for (int round = 0; round < 8; round++) {
            SplittableRandom random = new SplittableRandom(round);
            List<RequestSample> stream = stream(random, 8_000, round % 2 == 0 ? 20 : 2_000);
            Owner direct = new Owner();
            stream.forEach(sample -> direct.take(RequestGroup.of(sample)));

            // When: any number of subtasks, each flushed at any moment, batches through their format or as they are
            Owner batched = new Owner();
            HotRequests[] subtasks = new HotRequests[1 + random.nextInt(4)];
            for (int i = 0; i < subtasks.length; i++) {
                subtasks[i] = new HotRequests(GRID, RULES);
            }
            int flushOneIn = 50 + random.nextInt(3_000);
            for (RequestSample sample : stream) {
                HotRequests subtask = subtasks[random.nextInt(subtasks.length)];
                subtask.add(sample, arrival -> batched.take(maybeCopied(random, arrival)));
                if (random.nextInt(flushOneIn) == 0) {
                    subtask.flush(arrival -> batched.take(maybeCopied(random, arrival)));
                }
            }
            for (HotRequests subtask : subtasks) {
                subtask.flush(batched::take);
            }

            // Then
            assertThat(batched.totals()).isEqualTo(direct.totals());
            assertThat(batched.deliveries).isEqualTo(stream.size());
            assertThat(batched.counted).isEqualTo(direct.counted);
            assertThat(batched.batches).as("batches").isPositive();
        }
    }

    private static RequestArrival maybeCopied(SplittableRandom random, RequestArrival arrival) {
        try {
            return random.nextBoolean() ? arrival : BinaryCopies.of(new RequestArrivalFormat(), arrival);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void batch_keepsEveryDeliveryAsItCame() throws Exception {
        List<RequestSample> samples = stream(new SplittableRandom(3), 100, 4).stream()
                .filter(sample -> sample.series().model().equals("atlas-8b"))
                .filter(sample -> GRID.startOf(sample.sentAtMillis()) == MIDNIGHT_MILLIS)
                .toList();

        RequestBatch batch = RequestBatch.of(samples, RULES.of("atlas-8b"));
        RequestBatch copy = (RequestBatch) BinaryCopies.of(new RequestArrivalFormat(), batch);

        assertThat(copy.deliveries()).usingRecursiveComparison().isEqualTo(samples);
        assertThat(copy.totals()).isEqualTo(batch.totals());
        assertThat(copy.requests() + copy.totals().duplicates()).isEqualTo(samples.size());
    }

    @Test
    void group_isTheSameAfterItsWay() throws Exception {
        List<RequestSample> samples = stream(new SplittableRandom(5), 2_000, 10).stream()
                .filter(sample -> sample.series().model().equals("borealis"))
                .toList();

        RequestArrival copy = BinaryCopies.of(new RequestArrivalFormat(), new RequestGroup(samples));

        assertThat(copy.deliveries()).usingRecursiveComparison().isEqualTo(samples);
        assertThat(samples)
                .anyMatch(sample -> sample.chunkGaps() == null)
                .anyMatch(sample -> sample.chunkGaps() != null);
    }

    @Test
    void quietSeries_passInGroupsAsTheyAre() throws Exception {
        // Given: a thousand targets, as busy as each other
        HotRequests hot = new HotRequests(GRID, RULES);
        List<RequestArrival> passed = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);

        // When
        for (int i = 0; i < HotRequests.HELD; i++) {
            assertThat(passed).isEmpty();
            RequestTiming timing = timing(random, i, "model-" + i % 1_000);
            hot.add(RequestSamples.of(timing, 0, i), passed::add);
        }

        // Then: all of them, as samples, each series and window once and in the order in which it came
        assertThat(passed).allMatch(RequestGroup.class::isInstance);
        assertThat(deliveries(passed)).isEqualTo(HotRequests.HELD);
        assertThat(passed)
                .extracting(arrival -> arrival.key() + "@" + GRID.startOf(arrival.sentAtMillis()))
                .doesNotHaveDuplicates();
        assertThat(passed)
                .allSatisfy(arrival -> assertThat(arrival.deliveries())
                        .allMatch(sample -> sample.keyed().key().equals(arrival.key()))
                        .allMatch(sample -> GRID.startOf(sample.sentAtMillis()) == GRID.startOf(arrival.sentAtMillis()))
                        .extracting(RequestSample::offset)
                        .isSorted());
    }

    @Test
    void hotSeries_leavesItsOwnerFewArrivalsAndNeverHoldsMoreThanTheBound() throws Exception {
        // Given
        HotRequests hot = new HotRequests(GRID, RULES);
        List<RequestArrival> passed = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(2);
        int delivered = 0;
        int held = 0;

        // When: every second request is of one target
        for (int i = 0; i < 120_000; i++) {
            RequestTiming timing = timing(random, i, i % 2 == 0 ? "atlas-8b" : "model-" + i % 1_999);
            hot.add(RequestSamples.of(timing, 0, i), passed::add);
            delivered++;
            held = Math.max(held, delivered - deliveries(passed));
            passed.removeIf(arrival -> !arrival.series().model().equals("atlas-8b") && discount(arrival));
        }

        // Then
        assertThat(held).isLessThan(HotRequests.HELD);
        assertThat(passed).hasSizeLessThan(60_000 / 500);
        assertThat(passed).extracting(RequestArrival::size).allMatch(size -> size <= HotRequests.LARGEST_BATCH);
    }

    private int others;

    private boolean discount(RequestArrival arrival) {
        others += arrival.size();
        return true;
    }

    private int deliveries(List<RequestArrival> passed) {
        return others + passed.stream().mapToInt(arrival -> arrival.size()).sum();
    }
}
