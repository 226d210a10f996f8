package io.tachograph.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tachograph.bench.result.RunResult;
import io.tachograph.bench.result.Second;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineDataTest {
    @Test
    void shortRun_isDrawnSecondBySecond() {
        RunResult run = SampleRuns.poisson(20, 30);

        JsonNode json = TimelineData.json(run);
        assertThat(json.path("step").asInt()).isEqualTo(1);
        assertThat(json.path("t")).hasSize(run.timeline().size());
        assertThat(json.path("from").asInt()).isEqualTo(5);
        assertThat(json.path("to").asInt()).isEqualTo(35);
        assertThat(json.path("finished").get(7).asLong())
                .isEqualTo(run.timeline().get(7).finished());
    }

    @Test
    void longRun_keepsItsSumsAndItsWorstSeconds() {
        // Given 1,500 seconds with a spike, of which 600 points can be shown
        List<Second> seconds = new ArrayList<>();
        for (int s = 0; s < 1500; s++) {
            boolean spike = s == 700;
            seconds.add(new Second(s, s >= 10, 3, 2, 0, 50, 4, spike ? 0.2 : 0.1, spike ? 9.0 : 0.3, 1.0, s * 1e-6, 0));
        }

        // When
        JsonNode json = TimelineData.json(Changed.timeline(SampleRuns.poisson(20, 5), seconds));

        // Then
        assertThat(json.path("step").asInt()).isEqualTo(3);
        assertThat(json.path("t")).hasSize(500);
        assertThat(sum(json.path("scheduled")) * 3).isCloseTo(4500, within(1e-6));
        assertThat(sum(json.path("tokens")) * 3).isCloseTo(75_000, within(1e-6));
        assertThat(json.path("ttft_p99").get(233).asDouble()).isEqualTo(9.0);
        assertThat(json.path("ttft_p50").get(233).asDouble())
                .as("of the same second")
                .isEqualTo(0.2);
        assertThat(json.path("lag").get(0).asDouble())
                .as("the largest of three")
                .isEqualTo(2e-6);
        assertThat(json.path("from").asInt()).isEqualTo(10);
    }

    private static double sum(JsonNode column) {
        double sum = 0;
        for (JsonNode value : column) {
            sum += value.asDouble();
        }
        return sum;
    }
}
