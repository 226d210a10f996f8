package io.tachograph.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is really sent, and when. */
class PacingTest {
    @Test
    void requests_areSentInOrderAndNeverBeforeTheirTime() throws InterruptedException {
        for (OpenLoop arrivals : List.of(
                new Poisson(3000, 1),
                new Gamma(3000, 0.2, 2),
                new Ramp(100, 5000, Duration.ofMillis(200), Ramp.Shape.EXPONENTIAL, Gaps.POISSON, 3),
                new Stages(
                        List.of(
                                new Stages.Stage(2000, Duration.ofMillis(50)),
                                new Stages.Stage(0, Duration.ofMillis(30)),
                                new Stages.Stage(9000, Duration.ofMillis(50))),
                        Gaps.CONSTANT,
                        4))) {
            try (Run run = new Run()) {
                LoadGenerator generator = run.start(arrivals, Limits.none().withMaxRequests(500), n -> Outcome.OK);
                assertThat(generator.awaitEnd(Run.LONG)).isTrue();

                long[] instants = GapStatistics.instants(arrivals, 500);
                assertThat(run.target.requests).hasSize(instants.length);
                for (int i = 0; i < instants.length; i++) {
                    long scheduled = generator.startNanos() + instants[i];
                    assertThat(run.target.requests.get(i).scheduledNanos()).isEqualTo(scheduled);
                    assertThat(run.target.sentNanos.get(i) - scheduled).isNotNegative();
                }
            }
        }
    }

    @Test
    void eventsFromManyThreads_allHappenOnceInOrderOfTheirInstants() throws InterruptedException {
        int threads = 4;
        int each = 20_000;
        CountDownLatch all = new CountDownLatch(threads * each);
        AtomicLong last = new AtomicLong(Long.MIN_VALUE);
        AtomicInteger disordered = new AtomicInteger();
        try (Pacer pacer = Pacer.start("test-pacer")) {
            // Given a pacer held up until all are added; with it, the order of all of them is known
            CountDownLatch held = new CountDownLatch(1);
            pacer.at(System.nanoTime() - 1, due -> awaitQuietly(held));
            long start = System.nanoTime();
            List<Thread> adding = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                List<Integer> order = new ArrayList<>(Collections.nCopies(each, 0));
                order.replaceAll(i -> disordered.getAndIncrement());
                Collections.shuffle(order, new Random(t));
                Thread thread = new Thread(() -> order.forEach(i -> pacer.at(start + i, due -> {
                    if (last.getAndSet(due) > due) {
                        disordered.incrementAndGet();
                    }
                    all.countDown();
                })));
                adding.add(thread);
            }
            disordered.set(0);
            adding.forEach(Thread::start);
            for (Thread thread : adding) {
                thread.join();
            }
            held.countDown();

            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(disordered).hasValue(0);
    }

    @Test
    void eventAddedFromOutside_wakesAPacerThatWaitsForALaterOne() throws InterruptedException {
        try (Pacer pacer = Pacer.start("test-pacer")) {
            pacer.at(System.nanoTime() + TimeUnit.HOURS.toNanos(1), due -> {});
            for (int i = 0; i < 5000; i++) {
                CountDownLatch happened = new CountDownLatch(1);
                pacer.at(System.nanoTime() + (i % 3) * 1000L, due -> happened.countDown());
                assertThat(happened.await(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void eventThatBreaksWithAnError_doesNotStopTheOthers() throws InterruptedException {
        CountDownLatch next = new CountDownLatch(1);
        try (Pacer pacer = Pacer.start("test-pacer")) {
            pacer.at(System.nanoTime(), due -> {
                throw new StackOverflowError("planted");
            });
            pacer.at(System.nanoTime(), due -> next.countDown());

            assertThat(next.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void eventAddedByAnEvent_comesBeforeLaterOnesThatAreDueAlready() throws InterruptedException {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch done = new CountDownLatch(1);
        try (Pacer pacer = Pacer.start("test-pacer")) {
            CountDownLatch held = new CountDownLatch(1);
            long start = System.nanoTime();
            pacer.at(start - 1, due -> awaitQuietly(held));
            pacer.at(start + 1, due -> {
                order.add("first arrival");
                pacer.at(start + 2, next -> order.add("second arrival"));
            });
            pacer.at(start + 3, due -> {
                order.add("end");
                done.countDown();
            });
            held.countDown();
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(order).containsExactly("first arrival", "second arrival", "end");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
