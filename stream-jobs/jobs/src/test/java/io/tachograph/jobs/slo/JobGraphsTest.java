package io.tachograph.jobs.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.jobs.regression.RegressionConfig;
import io.tachograph.jobs.regression.RegressionsJob;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.store.postgres.PostgresConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be wrong with jobs before they run. */
class JobGraphsTest {
    private static final PostgresConfig NOWHERE =
            new PostgresConfig("jdbc:postgresql://127.0.0.1:1/nowhere", "nobody", null, 1);

    private static StreamGraph graph() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        SloJob.define(env, KafkaAccess.plain("127.0.0.1:1"), NOWHERE, SloConfig.of(Map.of("chat", 0.99)));
        RegressionsJob.define(env, KafkaAccess.plain("127.0.0.1:1"), NOWHERE, RegressionConfig.defaults());
        return env.getStreamGraph();
    }

    @Test
    void bothJobsInOneEnvironment_haveUidsAndNoKryo() {
        List<String> uids = new ArrayList<>();
        for (StreamNode node : graph().getStreamNodes()) {
            uids.add(node.getTransformationUID());
        }

        assertThat(uids)
                .doesNotContainNull()
                .doesNotHaveDuplicates()
                .contains("burn-rates", "telemetry-loss", "regressions");
        assertThat(graph().getJobGraph().getVerticesAsArray()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 99})
    void objectiveThatIsNoShare_namesTheSlo(double objective) {
        assertThatThrownBy(() -> SloConfig.of(Map.of("chat", objective)))
                .hasMessage("objectives.chat: objective " + objective + " is not between 0 and 1");
    }

    @Test
    void targetForgottenBeforeItIsLost_isRefused() {
        SloConfig good = SloConfig.of(Map.of());
        assertThatThrownBy(() -> new SloConfig(
                        Map.of(),
                        good.origins(),
                        10,
                        good.settleAfter(),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        good.repeatEvery(),
                        good.outOfOrderness(),
                        good.idleAfter()))
                .hasMessageStartingWith("forget-after: PT1H is not between PT1H1M");
    }

    @Test
    void effectThatHistogramsCannotTell_isRefused() {
        RegressionConfig good = RegressionConfig.defaults();
        assertThatThrownBy(() -> new RegressionConfig(
                        0.01,
                        good.origins(),
                        good.settleAfter(),
                        good.repeatEvery(),
                        good.forgetAfter(),
                        good.outOfOrderness(),
                        good.idleAfter()))
                .hasMessageStartingWith("minimum-effect: 0.01 is not between 0.025");
    }
}
