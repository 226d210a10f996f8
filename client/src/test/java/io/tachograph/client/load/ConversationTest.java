package io.tachograph.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.client.endpoint.Prompt;
import io.tachograph.client.workload.Conversation;
import io.tachograph.schemas.avro.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final Duration THINK = Duration.ofMillis(5);
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final Run run = new Run();

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void turns_followTheirAnswersAfterTheThinkTime_andAreNumberedAsTheyArrive() throws InterruptedException {
        Talk talk = new Talk(3, 4, THINK);
        run.workload = talk;

        LoadCounters counters = run.complete(new ConstantRate(1000), Limits.none(), n -> Outcome.OK);

        assertThat(counters.ok()).isEqualTo(12);
        // Turns arrive on the pacer's thread, and each is sent at once.
        for (int i = 0; i < 12; i++) {
            assertThat(run.records.get(i).getOutcome()).isEqualTo(Outcome.OK);
            assertThat(run.numbers.get(i)).isEqualTo(i);
        }
        for (int c = 0; c < 3; c++) {
            String name = c + ".";
            List<Integer> own = IntStream.range(0, 12)
                    .filter(i -> run.asked().get(i).startsWith(name))
                    .boxed()
                    .toList();
            assertThat(own).extracting(i -> run.asked().get(i)).containsExactly(name + 0, name + 1, name + 2, name + 3);
            for (int turn = 1; turn < 4; turn++) {
                assertThat(run.target.requests.get(own.get(turn)).scheduledNanos()
                                - run.target.sentNanos.get(own.get(turn - 1)))
                        .isGreaterThanOrEqualTo(THINK.toNanos());
            }
            // Each turn was handed the answer to the one before, the last one's too.
            assertThat(talk.heard.stream().filter(heard -> heard.startsWith(name)))
                    .containsExactlyElementsOf(IntStream.range(0, 4)
                            .mapToObj(turn -> name + turn + ": answer " + own.get(turn))
                            .toList());
        }
    }

    @Test
    void failedAnswer_endsItsConversationOnly() throws InterruptedException {
        Talk talk = new Talk(2, 3, Duration.ZERO);
        run.workload = talk;

        LoadCounters counters =
                run.complete(ClosedLoop.of(1), Limits.none(), n -> n == 1 ? Outcome.RATE_LIMITED : Outcome.OK);

        assertThat(run.asked()).containsExactly("0.0", "0.1", "1.0", "1.1", "1.2");
        assertThat(talk.heard).containsExactly("0.0: answer 0", "1.0: answer 2", "1.1: answer 3", "1.2: answer 4");
        assertThat(counters.failed()).isOne();
        assertThat(counters.arrived()).isEqualTo(5);
    }

    @Test
    void maxRequests_countsTurns_andEndsAConversationThatThinks() throws InterruptedException {
        run.workload = new Talk(1000, 3, THINK);

        LoadCounters counters = run.complete(ClosedLoop.of(4), Limits.none().withMaxRequests(10), n -> Outcome.OK);

        assertThat(counters.ok()).isEqualTo(10).isEqualTo(run.target.requests.size());
    }

    @Test
    void runWhoseConversationsAllThink_hasNotEnded_butEndsAtOnceWhenItsTimeIsOver() throws InterruptedException {
        for (Arrivals arrivals : List.of(ClosedLoop.of(3), new ConstantRate(1000))) {
            run.workload = new Talk(3, 2, FOR_EVER);
            Limits limits = Limits.none().withMaxDuration(Duration.ofMillis(60));

            LoadGenerator generator = run.start(arrivals, limits, n -> Outcome.OK);
            Awaitility.await().until(() -> generator.counters().ok() == 3);

            assertThat(generator.awaitEnd(Run.LONG)).isTrue();
            assertThat(System.nanoTime() - generator.startNanos()).isGreaterThanOrEqualTo(60_000_000);
            assertThat(generator.counters().arrived()).isEqualTo(3);
        }
    }

    @Test
    void runThatIsStoppedOrCancelledWhileAllThink_endsAtOnce() throws InterruptedException {
        for (boolean cancel : new boolean[] {true, false}) {
            run.workload = new Talk(2, 2, FOR_EVER);
            LoadGenerator generator = run.start(ClosedLoop.of(2), Limits.none(), n -> Outcome.OK);
            Awaitility.await().until(() -> generator.counters().ok() == 2);
            assertThat(generator.awaitEnd(Duration.ZERO)).isFalse();

            if (cancel) {
                generator.cancel();
            } else {
                generator.stop();
            }

            assertThat(generator.awaitEnd(Duration.ZERO)).isTrue();
            assertThat(generator.counters().cancelled()).isZero();
        }
    }

    @Test
    void workloadThatRunsOut_endsTheRunAfterTheLastTurn() throws InterruptedException {
        for (Arrivals arrivals : List.of(
                ClosedLoop.of(1),
                ClosedLoop.of(8),
                ClosedLoop.of(8).withRampUp(Duration.ofMillis(20)),
                new ConstantRate(5000),
                new Stages(List.of(new Stages.Stage(5000, Duration.ofSeconds(10))), Gaps.POISSON, 1))) {
            run.workload = new Talk(5, 3, THINK);

            LoadCounters counters = run.complete(arrivals, Limits.none(), n -> Outcome.OK);

            assertThat(counters.arrived()).as(arrivals.describe()).isEqualTo(15).isEqualTo(counters.ok());
            assertThat(run.target.requests).hasSize(15);
        }
    }

    @Test
    void workloadThatRunsOutWhileItsClientsPauseAfterFailures_endsTheRun() throws InterruptedException {
        run.workload = new Talk(3, 1, Duration.ZERO);

        LoadCounters counters = run.complete(
                new ClosedLoop(3, Duration.ofMillis(10), Duration.ZERO), Limits.none(), n -> Outcome.HTTP_ERROR);

        assertThat(counters.failed()).isEqualTo(3).isEqualTo(counters.arrived());
    }

    @Test
    void emptyWorkload_endsTheRunWithNothing() throws InterruptedException {
        for (Arrivals arrivals : List.of(ClosedLoop.of(4), new ConstantRate(1000))) {
            run.workload = new Talk(0, 1, Duration.ZERO);

            assertThat(run.complete(arrivals, Limits.none(), n -> Outcome.OK).arrived())
                    .isZero();
        }
    }

    @Test
    void nextTurnOverTheLimit_isCounted_andItsConversationIsOver() throws InterruptedException {
        // Given two conversations, the second of which never gets its answer
        run.workload = new Talk(2, 2, THINK);
        LoadGenerator generator =
                run.start(new ConstantRate(1000), Limits.none().withMaxOutstanding(1), n -> n == 0 ? Outcome.OK : null);

        // When: either its first or the other's second turn finds the place taken
        Awaitility.await().until(() -> generator.counters().overLimit() == 1);
        Awaitility.await().until(() -> generator.counters().outstanding() == 1);
        generator.cancel();

        assertThat(generator.awaitEnd(Run.LONG)).isTrue();
        assertThat(generator.counters().arrived()).isEqualTo(3);
        assertThat(generator.counters().sent()).isEqualTo(2);
    }

    @Test
    void conversationThatThrows_isAFailedRequestWithoutARecord_andTheRunGoesOn() throws InterruptedException {
        for (Arrivals arrivals : List.of(new ClosedLoop(2, Duration.ZERO, Duration.ZERO), new ConstantRate(2000))) {
            run.records.clear();
            AtomicInteger begun = new AtomicInteger();
            // Of ten, every second one fails: by turns at its first and at its second turn, or it asks nothing at all
            run.workload = () -> {
                int number = begun.getAndIncrement();
                return number == 12 ? null : broken(number % 4);
            };

            LoadCounters counters = run.complete(arrivals, Limits.none(), n -> Outcome.OK);

            assertThat(counters.ok()).isEqualTo(6).isEqualTo(run.records.size());
            assertThat(counters.failed()).isEqualTo(9);
            assertThat(counters.outstanding()).isZero();
        }
    }

    /** 0 is well; 1 throws at once; 2 throws at the second turn; 3 has no turn. */
    private static Conversation broken(int how) {
        Conversation well = Conversation.of(Prompt.of("hello"));
        return answer -> {
            if (how == 1 || (how == 2 && answer != null)) {
                throw new IllegalStateException("planted");
            }
            return how == 3 ? null : well.next(answer);
        };
    }

    @Test
    void workloadThatThrows_leavesNoRequestOutstanding() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        run.workload = () -> {
            if (asked.getAndIncrement() < 3) {
                throw new IllegalStateException("planted");
            }
            return null;
        };

        LoadCounters counters = run.complete(new ConstantRate(1000), Limits.none(), n -> Outcome.OK);

        assertThat(counters.failed()).isEqualTo(3).isEqualTo(counters.arrived());
    }
}
