package io.tachograph.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCommandTest {
    @TempDir
    private Path directory;

    @Test
    void ratesOfAList_areMeasuredOneAfterAnother() throws Exception {
        try (QuickFleet fleet = QuickFleet.start()) {
            Ran ran = Ran.of(("bench sweep --target " + fleet.url() + " --model " + QuickFleet.MODEL
                            + " --rates 15,30 --arrivals constant --trial 10s --pause 0s --slo e2e=10s --output "
                            + directory)
                    .split(" ", -1));

            JsonNode sweep = Json.file(directory.resolve("sweep.json"));
            // A busy test machine may make the client the bottleneck, which has its own code.
            assertThat(ran.code()).isEqualTo(sweep.get("valid").asBoolean() ? 0 : 6);
            List<Double> rates = new ArrayList<>();
            sweep.get("trials").forEach(trial -> rates.add(trial.get("value").asDouble()));
            assertThat(rates).containsExactly(15.0, 30.0);
            assertThat(ran.out()).contains("rate ", "verdict", "2 measured");
            assertThat(Json.file(directory.resolve("trial-01/result.json"))
                            .at("/counts/offered")
                            .asInt())
                    .isEqualTo(150);
            assertThat(Json.file(directory.resolve("trial-02/result.json"))
                            .at("/counts/offered")
                            .asInt())
                    .isEqualTo(300);
            assertThat(directory.resolve("report.html")).exists();
        }
    }

    @Test
    void targetThatAnswersNobody_hasNoSweep() throws Exception {
        try (OddServer server = OddServer.answering("503 Busy", "text/plain", "later")) {
            Ran ran = Ran.of("bench", "sweep", "--target", server.url(), "--model", "m", "--rates", "5");

            assertThat(ran.code()).isEqualTo(4);
            assertThat(ran.err()).hasLineCount(1).contains("HTTP 503: later");
        }
    }
}
