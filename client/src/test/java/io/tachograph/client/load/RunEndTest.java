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
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs end once, not before their last request and not never. */
class RunEndTest {
    private final Run run = new Run();

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void finiteSchedule_endsTheRunAfterItsLastArrival() throws InterruptedException {
        for (int arrivals : new int[] {1, 2, 50}) {
            Stages stages = new Stages(List.of(new Stages.Stage(1000, Duration.ofMillis(arrivals))), Gaps.CONSTANT, 0);

            LoadCounters counters = run.complete(stages, Limits.none(), n -> Outcome.OK);

            assertThat(counters.ok()).isEqualTo(arrivals).isEqualTo(run.target.requests.size());
        }
    }

    @Test
    void finiteScheduleWithoutAnswers_waitsForThem() throws InterruptedException {
        Stages stages = new Stages(List.of(new Stages.Stage(1000, Duration.ofMillis(3))), Gaps.CONSTANT, 0);
        LoadGenerator generator = run.start(stages, Limits.none(), n -> null);
        Awaitility.await().until(() -> generator.counters().outstanding() == 3);

        assertThat(generator.awaitEnd(Duration.ZERO)).isFalse();
        generator.cancel();

        assertThat(generator.awaitEnd(Run.LONG)).isTrue();
        assertThat(generator.counters().cancelled()).isEqualTo(3);
    }

    @Test
    void scheduleWithoutArrivals_endsAtOnce() throws InterruptedException {
        Stages stages = new Stages(List.of(new Stages.Stage(1e-6, Duration.ofSeconds(1))), Gaps.POISSON, 1);

        assertThat(run.complete(stages, Limits.none(), n -> Outcome.OK).arrived())
                .isZero();
    }

    @Test
    void stoppedDuringAPauseOfItsStages_endsAtOnce() throws InterruptedException {
        Stages stages = new Stages(
                List.of(
                        new Stages.Stage(1000, Duration.ofMillis(5)),
                        new Stages.Stage(0, Duration.ofHours(1)),
                        new Stages.Stage(1000, Duration.ofSeconds(1))),
                Gaps.CONSTANT,
                0);
        LoadGenerator generator = run.start(stages, Limits.none(), n -> Outcome.OK);
        Awaitility.await().until(() -> generator.counters().ok() == 5);
        assertThat(generator.awaitEnd(Duration.ZERO)).isFalse();

        generator.stop();

        assertThat(generator.awaitEnd(Duration.ZERO)).isTrue();
    }

    @Test
    void listenerThatThrows_costsNoCountAndNoClient() throws InterruptedException {
        run.listener = (number, scheduled, finished) -> {
            throw new IllegalStateException("planted");
        };
        for (Arrivals arrivals : List.of(ClosedLoop.of(3), new ConstantRate(5000))) {
            LoadCounters counters = run.complete(arrivals, Limits.none().withMaxRequests(50), n -> Outcome.OK);

            assertThat(counters.ok()).isEqualTo(50);
            assertThat(counters.outstanding()).isZero();
        }
    }

    @Test
    void arrivalNumbers_countTheArrivals_thoseOverTheLimitToo() throws InterruptedException {
        run.workload = new Talk(400, 1, Duration.ZERO);
        LoadCounters counters =
                run.complete(new ConstantRate(50_000), Limits.none().withMaxOutstanding(1), n -> Outcome.OK);
        assertThat(counters.arrived()).isEqualTo(400);
        assertThat(run.numbers).hasSize((int) counters.sent()).doesNotHaveDuplicates();
        assertThat(run.asked())
                .containsExactlyInAnyOrderElementsOf(
                        run.numbers.stream().map(number -> number + ".0").toList());
        OpenLoop.Schedule schedule = new ConstantRate(50_000).schedule();
        long[] instants = LongStream.generate(schedule::nextNanos).limit(400).toArray();
        long origin = run.target.requests.get(0).scheduledNanos() - instants[Math.toIntExact(run.numbers.get(0))];
        for (int i = 0; i < counters.sent(); i++) {
            assertThat(run.target.requests.get(i).scheduledNanos() - origin)
                    .isEqualTo(instants[Math.toIntExact(run.numbers.get(i))]);
        }
    }

    @Test
    void closedLoop_beginsItsClientsEvenlyOverTheRampUp() throws InterruptedException {
        LoadGenerator generator =
                run.start(ClosedLoop.of(10).withRampUp(Duration.ofMillis(100)), Limits.none(), n -> null);
        Awaitility.await().until(() -> generator.counters().sent() == 10);
        generator.cancel();
        assertThat(generator.awaitEnd(Run.LONG)).isTrue();

        for (int client = 0; client < 10; client++) {
            assertThat(run.target.requests.get(client).scheduledNanos() - generator.startNanos())
                    .isEqualTo(client * 10_000_000L);
        }
    }

    @Test
    void targetThatAnswersWithinSend_doesNotFillTheStack() throws InterruptedException {
        Target atOnce = new Target() {
            @Override
            public TargetConfig config() {
                return run.target.config();
            }

            @Override
            public Attempt send(PromptRequest request, Consumer<String> piece, Consumer<Finished> finished) {
                finished.accept(new Finished(FakeTarget.record(request, 0, Outcome.OK), Details.NONE));
                return () -> {
                    throw new IllegalStateException("it has ended");
                };
            }

            @Override
            public @Nullable String engineVersion() {
                return null;
            }

            @Override
            public CompletionStage<Void> observed() {
                return run.target.observed();
            }
        };
        for (Arrivals arrivals : List.of(ClosedLoop.of(2), new ConstantRate(1e6))) {
            LoadPlan plan = new LoadPlan(
                    arrivals,
                    Limits.none().withMaxRequests(50_000),
                    RequestOptions.defaults(),
                    Run.PROVENANCE,
                    new Cancellation(0.5, Duration.ZERO, 1));
            LoadGenerator generator =
                    LoadGenerator.start(plan, atOnce, run.workload, run.pacer, (number, scheduled, finished) -> {});

            assertThat(generator.awaitEnd(Run.LONG)).isTrue();
            assertThat(generator.counters().ok()).isEqualTo(50_000);
        }
    }
}
