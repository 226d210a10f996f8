package io.tachograph.client.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.schemas.avro.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private static final int N = 2000;

    /** Numbers of the arrivals whose requests were given up, in a run whose target never answers those. */
    private static Set<Long> givenUp(Cancellation cancellation, double rate) throws InterruptedException {
        try (Run run = new Run()) {
            run.cancellation = cancellation;
            // In an open loop the n-th request is the n-th arrival. What is not given up has to be answered to end.
            LoadCounters counters = run.complete(
                    new Poisson(rate, 5),
                    Limits.none().withMaxRequests(N),
                    n -> cancellation.givesUp(n, 0) ? null : Outcome.OK);
            assertThat(counters.cancelled()).isEqualTo(run.count(Outcome.CANCELLED));
            assertThat(counters.ok() + counters.cancelled()).isEqualTo(N);
            Set<Long> numbers = new TreeSet<>();
            for (int i = 0; i < N; i++) {
                if (run.records.get(i).getOutcome() == Outcome.CANCELLED) {
                    numbers.add(run.numbers.get(i));
                }
            }
            return numbers;
        }
    }

    @Test
    void share_isGivenUp_theSameArrivalsForTheSameSeed() throws InterruptedException {
        Cancellation cancellation = new Cancellation(0.2, Duration.ofMillis(3), 11);

        Set<Long> first = givenUp(cancellation, 20_000);

        assertThat((double) first.size()).isCloseTo(0.2 * N, within(5 * Math.sqrt(0.2 * 0.8 * N)));
        assertThat(givenUp(cancellation, 9_000)).isEqualTo(first);
        assertThat(givenUp(new Cancellation(0.2, Duration.ofMillis(3), 12), 20_000))
                .isNotEqualTo(first);
    }

    @Test
    void requestThatHasEnded_isNotTouched() throws InterruptedException {
        try (Run run = new Run()) {
            run.cancellation = new Cancellation(1, Duration.ofMillis(800), 1);
            LoadGenerator generator = run.start(
                    new ConstantRate(2000), Limits.none().withMaxRequests(40), n -> n < 20 ? Outcome.OK : null);

            assertThat(generator.awaitEnd(Run.LONG)).isTrue();

            // Those without an answer end by being given up; that comes due for the others before, and finds them done.
            assertThat(generator.counters().ok()).isEqualTo(20);
            assertThat(generator.counters().cancelled()).isEqualTo(20);
            assertThat(run.target.cancels.get()).isEqualTo(20);
        }
    }

    @Test
    void laterTurns_areGivenUpToo() throws InterruptedException {
        try (Run run = new Run()) {
            run.workload = new Talk(300, 3, Duration.ZERO);
            run.cancellation = new Cancellation(0.3, Duration.ofMillis(1), 4);
            int[] turns = new int[3];
            ClosedLoop oneClient = new ClosedLoop(1, Duration.ZERO, Duration.ZERO);
            // The target answers nothing that will be given up; which that is shows in the prompt, c.t.
            LoadCounters counters = run.complete(oneClient, Limits.none(), n -> {
                List<String> parts = List.of(run.asked().get(n).split("\\.", -1));
                int turn = Integer.parseInt(parts.get(1));
                boolean givenUp = run.cancellation.givesUp(Long.parseLong(parts.get(0)), turn);
                turns[turn] += givenUp ? 1 : 0;
                return givenUp ? null : Outcome.OK;
            });

            assertThat(turns[0]).isBetween(50, 130);
            assertThat(turns[1]).isBetween(30, 100);
            assertThat(turns[2]).isBetween(15, 80);
            assertThat(counters.cancelled()).isEqualTo(turns[0] + turns[1] + turns[2]);
        }
    }

    @Test
    void noShare_givesNothingUp_andAWholeShareEverything() {
        for (int i = 0; i < 1000; i++) {
            assertThat(Cancellation.NONE.givesUp(i, 0)).isFalse();
            assertThat(new Cancellation(1, Duration.ZERO, i).givesUp(i, i)).isTrue();
        }
    }
}
