package io.tachograph.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DrawTest {
    private final ReplicaConfig replica = ReplicaConfig.of("a-1", "a", new LatencyLaw(0.05, 0, 0.005, 0, 0.2));

    @Test
    void draw_isTheSameForTheSameSeedAndNumber() {
        assertThat(Draw.of(42, 17, replica)).isEqualTo(Draw.of(42, 17, replica));
    }

    @Test
    void draw_isPinned() {
        // Computed apart, from the definitions of SplitMix64 and java.util.Random.
        Draw draw = Draw.of(42, 17, replica);

        assertThat(draw.id()).isEqualTo("394f8bb12fc92c37");
        assertThat(draw.naturalTokens()).isEqualTo(30);
    }

    @Test
    void draws_differFromRequestToRequestAndFromSeedToSeed() {
        List<String> ids = LongStream.range(0, 1_000)
                .boxed()
                .flatMap(n -> LongStream.range(0, 3)
                        .mapToObj(seed -> Draw.of(seed, n, replica).id()))
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void naturalLengths_coverTheirRangeEvenly() {
        long[] counts = new long[65];
        LongStream.range(0, 49_000).forEach(n -> counts[Draw.of(1, n, replica).naturalTokens()]++);

        assertThat(LongStream.of(counts).limit(16)).containsOnly(0L);
        assertThat(LongStream.of(counts).skip(16)).allMatch(count -> count > 850 && count < 1_150);
    }

    @Test
    void faultRolls_areUniform() {
        long below = LongStream.range(0, 100_000)
                .filter(n -> Draw.of(5, n, replica).faultRoll() < 0.03)
                .count();

        assertThat(below).isBetween(2_800L, 3_200L);
    }
}
