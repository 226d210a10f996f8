package io.tachograph.jobs.catalog;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.store.postgres.PostgresConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One job that can run alone.
 *
 * @param name what people call it; also its consumer group on Kafka and its folder of checkpoints
 * @param description one line for people
 * @param settingsType which of the {@link JobSettings} it takes
 * @param body builds it in an environment
 */
public record JobDefinition<S>(String name, String description, Class<S> settingsType, Body<S> body) {
    /** Builds a job in an environment, between these brokers and this database. */
    @FunctionalInterface
    public interface Body<S> {
        void define(StreamExecutionEnvironment env, KafkaAccess kafka, PostgresConfig database, S settings);
    }

    /**
     * Builds the job in an environment.
     *
     * @throws IllegalArgumentException when its settings are not among those given
     */
    public void define(
            StreamExecutionEnvironment env, KafkaAccess kafka, PostgresConfig database, JobSettings settings) {
        body.define(env, kafka, database, settings.get(settingsType));
    }
}
