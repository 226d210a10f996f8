package io.tachograph.bench.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tachograph.bench.result.RunResult;
import io.tachograph.client.endpoint.Details;
import io.tachograph.client.endpoint.Finished;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.avro.TokenSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompletionsTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void overloadedServer_isCreditedWithWhatItServed_notWithWhatWasOffered() throws Exception {
        // Offered 100/s for ten seconds; one after the other is served in 50 ms, the last 40 s after the arrivals' end.
        List<Requests.Made> made = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            made.add(answer(i, i * SECOND / 100, i * SECOND / 20, (i + 1) * SECOND / 20));
        }
        Phases phases = new Phases(0, Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(10));

        RunResult result = Runs.result(
                RecorderConfig.builder(phases).slo(Map.of("e2e", 100.0)).build(), made, true);

        assertThat(result.measuredSeconds()).isEqualTo(7);
        assertThat(result.counts().offered()).isEqualTo(700);
        assertThat(result.counts().ok()).isEqualTo(700);
        assertThat(result.rates().requestThroughput()).isCloseTo(20, within(0.2));
        assertThat(result.rates().outputThroughput()).isCloseTo(200, within(2.0));
        assertThat(result.rates().totalTokenThroughput()).isCloseTo(20 * 60, within(12.0));
        assertThat(result.slo()).isNotNull();
        assertThat(result.slo().goodput()).isCloseTo(20, within(0.2));
        assertThat(result.slo().attainment()).as("of what was scheduled").isEqualTo(1);
    }

    @Test
    void withoutDuration_allIsInside() throws Exception {
        List<Requests.Made> made =
                List.of(answer(0, SECOND, SECOND, 2 * SECOND), answer(1, 3 * SECOND, 3 * SECOND, 5 * SECOND));

        RunResult result =
                Runs.result(RecorderConfig.builder(Phases.ALL_MEASURED).build(), made, false);

        assertThat(result.measuredSeconds()).isEqualTo(4);
        assertThat(result.rates().requestThroughput()).isEqualTo(0.5);
        assertThat(result.rates().outputThroughput()).isEqualTo(5);
    }

    @Test
    void warmUpTime_endsWhenItIsOver_notWhenTheNextRequestArrives() throws Exception {
        Phases phases = new Phases(0, Duration.ofSeconds(2), Duration.ZERO, Duration.ofSeconds(10));
        List<Requests.Made> made = List.of(answer(0, 7 * SECOND, 7 * SECOND, 8 * SECOND));

        RunResult result = Runs.result(RecorderConfig.builder(phases).build(), made, true);

        assertThat(result.measuredSeconds()).isEqualTo(8);
        assertThat(result.rates().requestThroughput()).isEqualTo(1 / 8.0);
        assertThat(Runs.result(RecorderConfig.builder(phases).build(), made, false)
                        .measuredSeconds())
                .as("ended before")
                .isEqualTo(1);
    }

    @Test
    void interruptedInItsCoolDown_theWindowHasEndedBefore() throws Exception {
        Phases phases = new Phases(0, Duration.ZERO, Duration.ofSeconds(4), Duration.ofSeconds(10));
        List<Requests.Made> made =
                List.of(answer(0, SECOND, SECOND, 2 * SECOND), answer(1, 7 * SECOND, 7 * SECOND, 8 * SECOND));

        RunResult result = Runs.result(RecorderConfig.builder(phases).build(), made, false);

        assertThat(result.measuredSeconds()).isEqualTo(6);
        assertThat(result.rates().requestThroughput()).isEqualTo(1 / 6.0);
    }

    /** Ten tokens from {@code first} to {@code last}. */
    private static Requests.Made answer(long number, long at, long first, long last) {
        return new Requests.Made(
                number,
                at,
                new Finished(
                        Requests.blank(number)
                                .setOutcome(Outcome.OK)
                                .setFirstChunkNanos(first - at)
                                .setFirstTokenNanos(first - at)
                                .setFirstOutputTokenNanos(first - at)
                                .setLastTokenNanos(last - at)
                                .setClosedNanos(last - at)
                                .setContentChunks(10)
                                .setInputTokens(50L)
                                .setOutputTokens(10L)
                                .setTokenSource(TokenSource.USAGE)
                                .setStampSource(StampSource.READ)
                                .build(),
                        Details.NONE));
    }
}
