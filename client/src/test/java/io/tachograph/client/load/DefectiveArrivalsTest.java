package io.tachograph.client.load;

import static io.tachograph.client.load.GapStatistics.gaps;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Arrival processes of other tools that are not what they are called: the checks that ours pass refuse them. */
class DefectiveArrivalsTest {
    private static final int PER_SECOND = 250;
    private static final int SECONDS = 800;

    /** Exponential gaps, scaled so that each second holds exactly its number; called "constant" by inference-perf. */
    private static long[] filledSeconds() {
        SplittableRandom random = new SplittableRandom(1);
        long[] instants = new long[PER_SECOND * SECONDS];
        for (int second = 0; second < SECONDS; second++) {
            double[] gaps =
                    random.doubles(PER_SECOND).map(u -> -Math.log(1 - u)).toArray();
            double scale = 1e9 / Arrays.stream(gaps).sum();
            double instant = second * 1e9;
            for (int i = 0; i < PER_SECOND; i++) {
                instant += gaps[i] * scale;
                instants[second * PER_SECOND + i] = (long) instant;
            }
        }
        return instants;
    }

    /** Workers that draw the same gaps and add them to one shared offset; called "poisson" by GuideLLM. */
    private static long[] sharedOffset(int workers) {
        SplittableRandom random = new SplittableRandom(1);
        long[] instants = new long[PER_SECOND * SECONDS];
        double instant = 0;
        double gap = 0;
        for (int i = 0; i < instants.length; i++) {
            gap = i % workers == 0 ? -Math.log(1 - random.nextDouble()) * 1e9 / PER_SECOND : gap;
            instant += gap;
            instants[i] = (long) instant;
        }
        return instants;
    }

    @Test
    void exponentialGapsCalledConstant_areNeitherConstantNorPoisson() {
        long[] instants = filledSeconds();

        assertThat(GapStatistics.coefficientOfVariation(gaps(instants))).isGreaterThan(0.9);
        assertThat(RenewalCheck.poisson(PER_SECOND).objections(instants))
                .anyMatch(objection -> objection.startsWith("index of dispersion over 250.0 arrivals is 0.0"));
    }

    @Test
    void workersOfOneSeed_areNotPoisson() {
        long[] instants = sharedOffset(10);

        assertThat(RenewalCheck.poisson(PER_SECOND).objections(instants))
                .anyMatch(objection -> objection.startsWith("lag-1 correlation is 0.9"))
                .anyMatch(objection -> objection.startsWith("index of dispersion over 50.0 arrivals"))
                .anyMatch(objection -> objection.startsWith("index of dispersion over 250.0 arrivals"));
    }

    @Test
    void oneWorker_isPoisson() {
        assertThat(RenewalCheck.poisson(PER_SECOND).objections(sharedOffset(1))).isEmpty();
    }
}
