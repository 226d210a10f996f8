package io.tachograph.jobs.catalog;

import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.RequestPipeline;
import io.tachograph.jobs.sink.KafkaAndStore;
import io.tachograph.jobs.source.RequestTopic;
import io.tachograph.store.postgres.PostgresConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** {@code request-windows}: from request timings on Kafka to windows in the store and on Kafka. */
public final class RequestWindowsJob {
    /** Name of the job and of its consumer group. */
    public static final String NAME = "request-windows";

    private RequestWindowsJob() {}

    public static void define(
            StreamExecutionEnvironment env, String bootstrapServers, PostgresConfig database, PipelineConfig settings) {
        RequestPipeline.define(
                RequestTopic.read(env, bootstrapServers, NAME, settings.outOfOrderness(), settings.idleAfter()),
                settings,
                KafkaAndStore.sinks(bootstrapServers, database, settings.epoch()));
    }
}
