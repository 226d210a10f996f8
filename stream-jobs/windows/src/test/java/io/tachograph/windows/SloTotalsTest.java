package io.tachograph.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.schemas.metric.RequestLatency;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SloTotalsTest {
    private static final long MILLI = 1_000_000L;
    private static final SloDefinition ALL = new SloDefinition("chat", 500 * MILLI, 50 * MILLI, 10_000 * MILLI);
    private static final SloDefinition TTFT =
            new SloDefinition("ttft", 500 * MILLI, SloDefinition.ANY, SloDefinition.ANY);

    private static long[] nanos(long ttft, long tpot, long e2e) {
        long[] nanos = new long[LatencyMetric.WINDOWED.size()];
        Arrays.fill(nanos, -1);
        nanos[LatencyMetric.TTFT.ordinal()] = ttft;
        nanos[LatencyMetric.TPOT.ordinal()] = tpot;
        nanos[LatencyMetric.E2E.ordinal()] = e2e;
        return nanos;
    }

    private static RequestTotals judged(Outcome outcome, long ttft, long tpot, long e2e) {
        RequestTotals totals = new RequestTotals();
        totals.judge(List.of(ALL, TTFT), outcome, nanos(ttft, tpot, e2e));
        return totals;
    }

    @Test
    void valueThatEqualsItsThreshold_meetsItAndOneNanosecondMoreDoesNot() {
        RequestTotals equal = judged(Outcome.OK, 500 * MILLI, 50 * MILLI, 10_000 * MILLI);
        RequestTotals above = judged(Outcome.OK, 500 * MILLI + 1, 50 * MILLI, 10_000 * MILLI + 1);

        assertThat(equal.slos()).containsEntry(ALL, new SloTotals(1, 1, 1, 1, 1));
        assertThat(equal.slos()).containsEntry(TTFT, new SloTotals(1, 1, 1, 0, 0));
        assertThat(above.slos()).containsEntry(ALL, new SloTotals(1, 0, 0, 1, 0));
        assertThat(above.slos()).containsEntry(TTFT, new SloTotals(1, 0, 0, 0, 0));
    }

    @Test
    void valueThatIsNotThere_missesItsThreshold() {
        RequestTotals unknownTokens = judged(Outcome.OK, MILLI, -1, MILLI);

        assertThat(unknownTokens.slos()).containsEntry(ALL, new SloTotals(1, 0, 1, 0, 1));
        assertThat(unknownTokens.slos()).containsEntry(TTFT, new SloTotals(1, 1, 1, 0, 0));
    }

    @Test
    void answerInOnePiece_meetsAnyTpot() {
        RequestTotals onePiece = judged(Outcome.OK, MILLI, RequestLatency.NONE_FOLLOWED, MILLI);

        assertThat(onePiece.slos()).containsEntry(ALL, new SloTotals(1, 1, 1, 1, 1));
        assertThat(onePiece.latency(LatencyMetric.TPOT)).isNull();
    }

    @Test
    void failure_missesAndACancelledRequestIsNeitherGoodNorBad() {
        for (Outcome outcome : Outcome.values()) {
            if (outcome == Outcome.CANCELLED) {
                assertThat(judged(outcome, MILLI, MILLI, MILLI).slos()).isEmpty();
            } else if (outcome != Outcome.OK) {
                assertThat(judged(outcome, -1, -1, -1).slos()).containsEntry(ALL, new SloTotals(1, 0, 0, 0, 0));
            }
        }
    }

    @Test
    void merging_isTheSameAsCountingInOnePlaceHoweverItIsSplit() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 50; round++) {
            RequestTotals whole = new RequestTotals();
            RequestTotals[] parts = {new RequestTotals(), new RequestTotals(), new RequestTotals()};
            for (int i = 0; i < 200; i++) {
                long[] nanos = nanos(
                        random.nextLong(1_000 * MILLI),
                        random.nextInt(9) == 0 ? -1 : random.nextLong(100 * MILLI),
                        random.nextLong(20_000 * MILLI));
                Outcome outcome =
                        random.nextInt(5) > 0 ? Outcome.OK : Outcome.values()[random.nextInt(Outcome.values().length)];
                List<SloDefinition> slos = random.nextBoolean() ? List.of(ALL, TTFT) : List.of(TTFT);
                whole.judge(slos, outcome, nanos);
                parts[random.nextInt(3)].judge(slos, outcome, nanos);
            }
            RequestTotals sum = parts[2].copy();
            sum.merge(parts[0]);
            sum.merge(parts[1]);

            assertThat(sum).isEqualTo(whole);
        }
    }

    @Test
    void sloThatCanBeNone_isRefusedInOneSentence() {
        assertThatThrownBy(() -> new SloDefinition(" ", 1, 1, 1)).hasMessage("an SLO needs a name");
        assertThatThrownBy(() -> new SloDefinition("x".repeat(257), 1, 1, 1)).hasMessageContaining("256 characters");
        assertThatThrownBy(() -> new SloDefinition("a", -1, -1, -1)).hasMessageContaining("needs a threshold");
        assertThatThrownBy(() -> new SloDefinition("a", 1, 0, 1)).hasMessage("the SLO a: tpot must be above zero");
        assertThatThrownBy(() -> new SloRule("", TTFT)).hasMessageContaining("needs a model");
    }

    @Test
    void modelPattern_matchesWholeNamesAndTakesEverythingButTheStarAsItIs() {
        assertThat(matching("*", "", "a", "org/a.b")).containsExactly("", "a", "org/a.b");
        assertThat(matching("org/a.b", "org/a.b", "org/aXb", "org/a.bc", "xorg/a.b"))
                .containsExactly("org/a.b");
        assertThat(matching("*a.*8b*", "a.8b", "meta/a.1-8b-x", "aX8b", "a.9b"))
                .containsExactly("a.8b", "meta/a.1-8b-x");
        assertThat(matching("[a-z]+*", "abc", "[a-z]+c")).containsExactly("[a-z]+c");
    }

    private static List<String> matching(String pattern, String... names) {
        SloRules rules = new SloRules(List.of(new SloRule(pattern, TTFT)));
        return Arrays.stream(names).filter(name -> !rules.of(name).isEmpty()).toList();
    }

    @Test
    void lookup_saysWhatTheRulesSayForAnyNumberOfModels() {
        SloRules rules = new SloRules(List.of(new SloRule("m7*", ALL), new SloRule("*", TTFT)));
        SloLookup lookup = new SloLookup(rules);
        for (int i = 0; i < 25_000; i++) {
            assertThat(lookup.of("m" + i % 12_000)).isEqualTo(rules.of("m" + i % 12_000));
        }
    }
}
