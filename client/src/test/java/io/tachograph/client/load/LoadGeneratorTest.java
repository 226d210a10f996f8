package io.tachograph.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.client.endpoint.Finished;
import io.tachograph.client.endpoint.PromptRequest;
import io.tachograph.client.endpoint.Provenance;
import io.tachograph.client.endpoint.RequestOptions;
import io.tachograph.client.workload.dataset.Dataset;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Pacer pacer = Pacer.start("test-pacer");
    private final List<RequestTiming> records = new CopyOnWriteArrayList<>();
    private final List<Long> overLimit = new CopyOnWriteArrayList<>();
    private final List<Long> unsent = new CopyOnWriteArrayList<>();
    private FakeTarget target = new FakeTarget(n -> Outcome.OK);

    @AfterEach
    void close() {
        pacer.close();
        target.close();
    }

    @Test
    void openLoop_sendsWhatItsScheduleSays_thenEnds() throws InterruptedException {
        LoadGenerator generator = start(new Poisson(2000, 7), Limits.none().withMaxRequests(100), n -> Outcome.OK);

        assertThat(generator.awaitEnd(LONG)).isTrue();

        // The intended instants are the schedule's, to the nanosecond, however late the machine was.
        OpenLoop.Schedule schedule = new Poisson(2000, 7).schedule();
        long first = schedule.nextNanos();
        long start = target.requests.get(0).scheduledNanos() - first;
        assertThat(target.requests).hasSize(100);
        for (PromptRequest request : target.requests.subList(1, 100)) {
            assertThat(request.scheduledNanos() - start).isEqualTo(schedule.nextNanos());
        }
        assertThat(records).hasSize(100).allMatch(record -> record.getScheduledNanos() <= 0);
    }

    @Test
    void targetThatDoesNotAnswer_slowsNoOpenLoopDown() throws InterruptedException {
        LoadGenerator generator = start(new ConstantRate(1000), Limits.none().withMaxRequests(50), n -> null);

        Awaitility.await().until(() -> generator.counters().sent() == 50);

        assertThat(generator.counters().outstanding()).isEqualTo(50);
        assertThat(generator.awaitEnd(Duration.ZERO)).isFalse();
    }

    @Test
    void lateGenerator_keepsTheIntendedInstants_soTheDelayIsInTheRecords() throws InterruptedException {
        // Given a pacer that is held up while ten arrivals come due
        CountDownLatch held = new CountDownLatch(1);
        pacer.at(System.nanoTime() - 1, due -> awaitQuietly(held));
        LoadGenerator generator = start(new ConstantRate(1e6), Limits.none().withMaxRequests(10), n -> Outcome.OK);
        long allDue = System.nanoTime() + 10_000;
        Awaitility.await().until(() -> allDue - System.nanoTime() < 0);
        long released = System.nanoTime();
        held.countDown();

        // When
        assertThat(generator.awaitEnd(LONG)).isTrue();

        // Then none is missing, and each says how late it was
        assertThat(target.requests).hasSize(10).allMatch(request -> request.scheduledNanos() < released);
        assertThat(records).allMatch(record -> record.getScheduledNanos() < 0);
        assertThat(generator.counters().maxLagNanos()).isPositive();
    }

    @Test
    void arrivalsOverTheLimit_areNotSentButCounted() {
        LoadGenerator generator =
                start(new ConstantRate(2000), Limits.none().withMaxRequests(40).withMaxOutstanding(15), n -> null);

        Awaitility.await().until(() -> generator.counters().overLimit() == 25);

        LoadCounters counters = generator.counters();
        assertThat(counters.sent()).isEqualTo(15);
        assertThat(overLimit)
                .containsExactlyElementsOf(LongStream.range(15, 40).boxed().toList());
        assertThat(target.requests).hasSize(15);
    }

    @Test
    void targetThatThrows_stopsNoLoop_andEveryThrowIsAFailedRequest() throws InterruptedException {
        for (Arrivals arrivals :
                List.of(new ConstantRate(2000), ClosedLoop.of(2), new ClosedLoop(2, Duration.ZERO, Duration.ZERO))) {
            LoadGenerator generator = start(arrivals, Limits.none().withMaxRequests(20), n -> {
                if (n % 2 == 0) {
                    throw new IllegalStateException("planted");
                }
                return Outcome.OK;
            });

            assertThat(generator.awaitEnd(LONG)).isTrue();
            assertThat(generator.counters().ok()).isEqualTo(10);
            assertThat(generator.counters().failed()).isEqualTo(10);
            assertThat(generator.counters().outstanding()).isZero();
            assertThat(unsent).hasSize(10);
            unsent.clear();
        }
    }

    @Test
    void closedLoop_keepsItsConcurrency() throws InterruptedException {
        LoadGenerator generator = start(ClosedLoop.of(4), Limits.none().withMaxRequests(1000), n -> Outcome.OK);

        assertThat(generator.awaitEnd(LONG)).isTrue();

        assertThat(target.requests).hasSize(1000);
        assertThat(target.most.get()).isBetween(1, 4);
        assertThat(generator.counters().ok()).isEqualTo(1000);
    }

    @Test
    void closedLoopOnADeadTarget_pauses() throws InterruptedException {
        LoadGenerator generator = start(
                new ClosedLoop(1, Duration.ofMillis(20), Duration.ZERO),
                Limits.none().withMaxRequests(5),
                n -> Outcome.CONNECT_ERROR);

        assertThat(generator.awaitEnd(LONG)).isTrue();

        assertThat(generator.counters().failed()).isEqualTo(5);
        for (int i = 1; i < 5; i++) {
            assertThat(target.requests.get(i).scheduledNanos()
                            - target.requests.get(i - 1).scheduledNanos())
                    .isGreaterThanOrEqualTo(20_000_000);
        }
    }

    @Test
    void cancelledRun_endsWithEveryRequestAccountedFor() throws InterruptedException {
        LoadGenerator generator = start(new ConstantRate(2000), Limits.none(), n -> switch (n % 4) {
            case 0 -> Outcome.OK;
            case 1 -> Outcome.RATE_LIMITED;
            default -> null;
        });
        Awaitility.await().until(() -> generator.counters().sent() >= 100);

        generator.cancel();

        assertThat(generator.awaitEnd(LONG)).isTrue();
        LoadCounters counters = generator.counters();
        assertThat(counters.sent()).isEqualTo(target.requests.size());
        assertThat(counters.finished()).isEqualTo(records.size()).isEqualTo(counters.sent());
        assertThat(counters.ok()).isEqualTo(count(Outcome.OK));
        assertThat(counters.failed()).isEqualTo(count(Outcome.RATE_LIMITED));
        assertThat(counters.cancelled()).isEqualTo(count(Outcome.CANCELLED)).isPositive();
        assertThat(counters.outstanding()).isZero();
    }

    @Test
    void stoppedRun_letsWhatIsUnderWayFinish() throws InterruptedException {
        CountDownLatch one = new CountDownLatch(1);
        LoadGenerator generator = start(ClosedLoop.of(2), Limits.none(), n -> {
            one.countDown();
            return Outcome.OK;
        });
        one.await();

        generator.stop();

        assertThat(generator.awaitEnd(LONG)).isTrue();
        assertThat(generator.counters().cancelled()).isZero();
        assertThat(generator.counters().ok()).isEqualTo(target.requests.size());
    }

    @Test
    void durationLimit_sendsExactlyTheArrivalsBeforeIt() throws InterruptedException {
        LoadGenerator generator =
                start(new ConstantRate(1000), Limits.none().withMaxDuration(Duration.ofMillis(100)), n -> Outcome.OK);

        assertThat(generator.awaitEnd(LONG)).isTrue();

        assertThat(target.requests).hasSize(100);
    }

    private long count(Outcome outcome) {
        return records.stream().filter(record -> record.getOutcome() == outcome).count();
    }

    private LoadGenerator start(Arrivals arrivals, Limits limits, IntFunction<@Nullable Outcome> script) {
        target.close();
        target = new FakeTarget(script);
        LoadPlan plan = new LoadPlan(
                arrivals, limits, RequestOptions.defaults(), new Provenance(Origin.LOAD, "agent-1", "run-1"));
        return LoadGenerator.start(plan, target, Dataset.builtIn().shuffled(1), pacer, new Heard());
    }

    /** Keeps all that a generator says. */
    private final class Heard implements LoadListener {
        @Override
        public void finished(long number, long scheduledNanos, Finished finished) {
            records.add(finished.record());
        }

        @Override
        public void overLimit(long number, long scheduledNanos) {
            overLimit.add(number);
        }

        @Override
        public void unsent(long number, long scheduledNanos) {
            unsent.add(number);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
