package io.tachograph.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.Outcome;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Why arrivals ended, who ended the run, and which conversations that cost. */
class EndReasonTest {
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final Run run = new Run();

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void whateverEndsTheArrivalsFirst_isTheReason() throws InterruptedException {
        Limits all = Limits.none().withMaxDuration(FOR_EVER).withMaxRequests(1_000);
        for (Arrivals arrivals : List.of(ClosedLoop.of(3), new ConstantRate(5_000))) {
            assertThat(reason(arrivals, all, new Talk(20, 2, Duration.ZERO))).isEqualTo(EndReason.EXHAUSTED);
            assertThat(reason(arrivals, all.withMaxRequests(7), new Talk(20, 2, Duration.ZERO)))
                    .isEqualTo(EndReason.REQUESTS);
            assertThat(reason(
                            arrivals,
                            Limits.none().withMaxDuration(Duration.ofMillis(20)),
                            new Talk(Integer.MAX_VALUE, 1, Duration.ZERO)))
                    .isEqualTo(EndReason.DURATION);
        }
        Stages stages = new Stages(List.of(new Stages.Stage(1000, Duration.ofMillis(9))), Gaps.CONSTANT, 0);
        assertThat(reason(stages, all, new Talk(20, 1, Duration.ZERO))).isEqualTo(EndReason.EXHAUSTED);
    }

    private @Nullable EndReason reason(Arrivals arrivals, Limits limits, Talk talk) throws InterruptedException {
        run.workload = talk;
        LoadGenerator generator = run.start(arrivals, limits, n -> Outcome.OK);
        assertThat(generator.awaitEnd(Run.LONG)).isTrue();
        // Too late to change anything.
        generator.stop();
        generator.cancel();
        assertThat(generator.interrupted()).isFalse();
        return generator.endReason();
    }

    @Test
    void stoppedRun_isInterrupted() throws InterruptedException {
        LoadGenerator generator = run.start(ClosedLoop.of(2), Limits.none(), n -> Outcome.OK);
        assertThat(generator.endReason()).isNull();

        generator.stop();

        assertThat(generator.awaitEnd(Run.LONG)).isTrue();
        assertThat(generator.endReason()).isEqualTo(EndReason.STOPPED);
        assertThat(generator.interrupted()).isTrue();
    }

    @Test
    void stopDuringTheDrain_isNoInterruption_butGivingUpWhatIsUnderWayIs() throws InterruptedException {
        LoadGenerator generator =
                run.start(new ConstantRate(1000), Limits.none().withMaxRequests(3), n -> null);
        Awaitility.await().until(() -> generator.counters().outstanding() == 3);

        generator.stop();
        assertThat(generator.interrupted()).isFalse();
        generator.cancel();

        assertThat(generator.awaitEnd(Run.LONG)).isTrue();
        assertThat(generator.interrupted()).isTrue();
        assertThat(generator.endReason()).isEqualTo(EndReason.REQUESTS);
    }

    @Test
    void stopOfConversationsThatWouldHaveGoneOn_isAnInterruption() throws InterruptedException {
        run.workload = new Talk(4, 2, FOR_EVER);
        Stages stages = new Stages(List.of(new Stages.Stage(1000, Duration.ofMillis(4))), Gaps.CONSTANT, 0);
        LoadGenerator generator = run.start(stages, Limits.none(), n -> Outcome.OK);
        Awaitility.await()
                .until(() ->
                        generator.endReason() != null && generator.counters().ok() == 4);
        assertThat(generator.interrupted()).isFalse();

        generator.stop();

        assertThat(generator.endReason()).isEqualTo(EndReason.EXHAUSTED);
        assertThat(generator.interrupted()).isTrue();
        assertThat(generator.counters().brokenOff()).isEqualTo(4);
    }

    @Test
    void conversationsWhoseFurtherTurnsNeverArrived_areCounted() throws InterruptedException {
        run.workload = new Talk(5, 3, Duration.ZERO);
        // The requests of the first are 0 to 2, of the second 3 and 4; the third fails in its last turn, 7.
        LoadCounters counters = run.complete(
                new ClosedLoop(1, Duration.ZERO, Duration.ZERO),
                Limits.none(),
                n -> n == 4 || n == 7 ? Outcome.HTTP_ERROR : n == 8 ? Outcome.CANCELLED : Outcome.OK);
        assertThat(counters.arrived()).isEqualTo(3 + 2 + 3 + 1 + 3);
        assertThat(counters.brokenOff()).isEqualTo(2);

        run.workload = new Talk(5, 3, Duration.ZERO);
        assertThat(run.complete(ClosedLoop.of(1), Limits.none().withMaxRequests(4), n -> Outcome.OK)
                        .brokenOff())
                .isOne();

        run.workload = new Talk(50, 1, Duration.ZERO);
        assertThat(run.complete(new ConstantRate(5000), Limits.none(), n -> Outcome.HTTP_ERROR)
                        .brokenOff())
                .isZero();
    }

    @Test
    void conversationsOverTheLimit_areBrokenOffWhenTheyHaveMoreThanTheTurnThatWasNotSent() {
        for (int turns : new int[] {1, 2}) {
            run.workload = new Talk(10, turns, Duration.ZERO);
            LoadGenerator generator =
                    run.start(new ConstantRate(2000), Limits.none().withMaxOutstanding(1), n -> null);
            Awaitility.await().until(() -> generator.counters().overLimit() == 9);
            assertThat(generator.counters().brokenOff()).isEqualTo(turns == 1 ? 0 : 9);
        }
    }
}
