package io.tachograph.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.metric.LatencyMetric;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

class OutputArgumentsTest {
    @Test
    void helpOfSlo_namesTheMetricsThatItTakes() {
        CommandSpec arguments = CommandSpec.forAnnotatedObject(new OutputArguments());

        assertThat(String.join("", arguments.findOption("--slo").description()))
                .contains("Metrics: " + String.join(", ", LatencyMetric.thresholdKeys()) + ".");
    }
}
