package io.tachograph.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.simulator.LatencyLaw;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Takes minutes, so only {@code mvn verify -Plong} runs it. */
@EnabledIfSystemProperty(named = "tests.long", matches = "true")
class SweepCapacityTest {
    private static final int RUNNING = 40;
    private static final int TOKENS = 2;
    private static final double PREFILL_SECONDS = 0.200;
    private static final double TOKEN_SECONDS = 0.200;

    @TempDir
    private Path directory;

    /** Every request holds one of the places for the same time, so the places divided by it are the capacity. */
    @Test
    void highestRate_isTheSimulatorsCapacity() throws Exception {
        double capacity = RUNNING / (PREFILL_SECONDS + (TOKENS - 1) * TOKEN_SECONDS);
        LatencyLaw law = new LatencyLaw(PREFILL_SECONDS, 0, TOKEN_SECONDS, 0, 0);
        try (QuickFleet fleet = QuickFleet.of(law, RUNNING, TOKENS, TOKENS)) {
            // An empty server has a TTFT of 0.2 s: only a queue of more than 30 requests takes it above 0.5 s.
            Ran ran = Ran.of(("bench sweep --target " + fleet.url() + " --model " + QuickFleet.MODEL
                            + " --arrivals constant --slo ttft_scheduled=500ms --start-rate 64 --max-rate 512"
                            + " --warm-up 2s --trial 10s --longest 20s --confirm 20s --pause 1s --output " + directory)
                    .split(" ", -1));

            System.out.println(ran.out() + ran.err() + "capacity " + capacity);
            JsonNode sweep = Json.file(directory.resolve("sweep.json"));
            assertThat(sweep.get("valid").asBoolean()).as(ran.out()).isTrue();
            assertThat(sweep.get("found").asDouble()).isCloseTo(capacity, within(0.05 * capacity));
            assertThat(ran.code()).isZero();
        }
    }
}
