package io.tachograph.jobs.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class JobEnvironmentTest {
    @Test
    void checkpoints_areAlignedOnAClusterWhoseDefaultIsUnaligned() {
        Configuration cluster = new Configuration();
        cluster.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
        cluster.set(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT, Duration.ofSeconds(30));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(cluster);

        env.configure(JobEnvironment.settings());

        CheckpointConfig checkpoints = env.getCheckpointConfig();
        assertThat(checkpoints.isUnalignedCheckpointsEnabled()).isFalse();
        assertThat(checkpoints.isForceUnalignedCheckpoints()).isFalse();
        assertThat(checkpoints.getAlignedCheckpointTimeout()).isZero();
    }
}
