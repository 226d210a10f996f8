package io.tachograph.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.client.endpoint.Attempt;
import io.tachograph.client.endpoint.Details;
import io.tachograph.client.endpoint.Finished;
import io.tachograph.client.endpoint.PromptRequest;
import io.tachograph.client.endpoint.RequestOptions;
import io.tachograph.client.endpoint.Target;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The counters' arithmetic while several threads answer. */
class LoadStressTest {
    private static final int REQUESTS = 200_000;
    private static final Outcome[] OUTCOMES = {Outcome.OK, Outcome.OK, Outcome.OK, Outcome.HTTP_ERROR};

    /** Answers from four threads, or from the sending one, or on being cancelled: by turns. */
    private static final class BusyTarget implements Target, AutoCloseable {
        private final List<ExecutorService> threads = new ArrayList<>();
        private final AtomicInteger number = new AtomicInteger();
        private final FakeTarget described = new FakeTarget(n -> null);

        BusyTarget() {
            for (int i = 0; i < 4; i++) {
                threads.add(Executors.newSingleThreadExecutor());
            }
        }

        @Override
        public TargetConfig config() {
            return described.config();
        }

        @Override
        public Attempt send(PromptRequest request, Consumer<String> piece, Consumer<Finished> finished) {
            int own = number.getAndIncrement();
            AtomicBoolean ended = new AtomicBoolean();
            Consumer<Outcome> end = outcome -> {
                if (!ended.getAndSet(true)) {
                    finished.accept(new Finished(FakeTarget.record(request, -own % 1000, outcome), Details.NONE));
                }
            };
            Outcome outcome = OUTCOMES[own % OUTCOMES.length];
            if (own % 50 == 7) {
                end.accept(outcome);
            } else if (own % 1000 != 11) {
                threads.get(own % 4).execute(() -> end.accept(outcome));
            }
            return () -> threads.get((own + 1) % 4).execute(() -> end.accept(Outcome.CANCELLED));
        }

        @Override
        public @Nullable String engineVersion() {
            return null;
        }

        @Override
        public CompletionStage<Void> observed() {
            return described.observed();
        }

        @Override
        public void close() {
            described.close();
            threads.forEach(ExecutorService::shutdownNow);
        }
    }

    @Test
    void counters_addUpAtEveryMoment_andAtTheEndToWhatWasHeard() throws InterruptedException {
        for (Arrivals arrivals : List.of(new ClosedLoop(64, Duration.ZERO, Duration.ZERO), new ConstantRate(1e6))) {
            AtomicLongArray heard = new AtomicLongArray(Outcome.values().length);
            try (Pacer pacer = Pacer.start("test-pacer");
                    BusyTarget target = new BusyTarget()) {
                LoadPlan plan = new LoadPlan(
                        arrivals,
                        Limits.none().withMaxRequests(REQUESTS).withMaxOutstanding(5000),
                        RequestOptions.defaults(),
                        Run.PROVENANCE,
                        // What the target never answers has to end somehow, so all that last so long are given up.
                        new Cancellation(1, Duration.ofMillis(100), 3));
                LoadGenerator generator = LoadGenerator.start(
                        plan,
                        target,
                        new Talk(Integer.MAX_VALUE, 2, Duration.ofNanos(1000)),
                        pacer,
                        (number, scheduled, finished) -> heard.incrementAndGet(
                                finished.record().getOutcome().ordinal()));

                LoadCounters before = generator.counters();
                while (!generator.awaitEnd(Duration.ofMillis(1))) {
                    LoadCounters now = generator.counters();
                    assertAddsUp(now);
                    assertThat(now.arrived()).isBetween(before.arrived(), (long) REQUESTS);
                    assertThat(now.finished()).isGreaterThanOrEqualTo(before.finished());
                    before = now;
                }
                LoadCounters end = generator.counters();
                assertAddsUp(end);
                assertThat(end.outstanding()).isZero();
                assertThat(end.arrived()).isEqualTo(REQUESTS);
                assertThat(end.sent()).isEqualTo(target.number.get());
                assertThat(end.ok()).isEqualTo(heard.get(Outcome.OK.ordinal()));
                assertThat(end.failed()).isEqualTo(heard.get(Outcome.HTTP_ERROR.ordinal()));
                assertThat(end.cancelled())
                        .isEqualTo(heard.get(Outcome.CANCELLED.ordinal()))
                        .isPositive();
                assertThat(end.maxLagNanos()).isEqualTo(999);
                assertThat(generator.end()).isCompletedWithValue(end);
            }
        }
    }

    private static void assertAddsUp(LoadCounters counters) {
        assertThat(counters.arrived()).isEqualTo(counters.sent() + counters.overLimit());
        assertThat(counters.sent()).isEqualTo(counters.finished() + counters.outstanding());
        assertThat(counters.finished()).isEqualTo(counters.ok() + counters.failed() + counters.cancelled());
        assertThat(counters.outstanding()).isNotNegative();
    }
}
