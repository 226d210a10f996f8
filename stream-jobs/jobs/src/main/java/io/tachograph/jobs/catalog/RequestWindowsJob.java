package io.tachograph.jobs.catalog;

import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.PipelineSinks;
import io.tachograph.jobs.RequestPipeline;
import io.tachograph.jobs.sink.JobSinks;
import io.tachograph.jobs.sink.StoreSinks;
import io.tachograph.jobs.source.RequestTopic;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.store.Resolution;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.results.WindowRecords;
import io.tachograph.windows.results.WindowRows;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** {@code request-windows}: from request timings on Kafka to windows in the store and on Kafka. */
public final class RequestWindowsJob {
    /** Name of the job and of its consumer group. */
    public static final String NAME = "request-windows";

    private RequestWindowsJob() {}

    public static void define(
            StreamExecutionEnvironment env, KafkaAccess kafka, PostgresConfig database, PipelineConfig settings) {
        JobSinks sinks = new JobSinks(NAME, kafka, database);
        RequestPipeline.define(
                RequestTopic.read(env, kafka, NAME, settings.outOfOrderness(), settings.idleAfter()),
                settings,
                new PipelineSinks(
                        windows -> {
                            toStore(
                                    stored(windows, settings.shortest()),
                                    sinks.store(),
                                    settings.shortest(),
                                    settings.epoch());
                            toTopic(windows, sinks, settings.epoch());
                        },
                        sinks::deadLetters));
    }

    /** Those of the windows that are to be stored. */
    public static DataStream<WindowSnapshot> stored(DataStream<WindowSnapshot> windows, Resolution shortest) {
        return windows.filter(window -> window.resolution().compareTo(shortest) >= 0)
                .uid("stored-windows")
                .name("stored windows");
    }

    /**
     * Puts windows into the store.
     *
     * @param shortest length of the shortest among them
     * @param epoch 0 for a running job, else that of the re-computation
     */
    public static void toStore(DataStream<WindowSnapshot> windows, StoreSinks sinks, Resolution shortest, int epoch) {
        sinks.put(
                windows,
                "windows",
                writers -> writers.requestWindowWriter(shortest),
                window -> WindowRows.of(window, epoch));
    }

    private static void toTopic(DataStream<WindowSnapshot> windows, JobSinks sinks, int epoch) {
        sinks.toTopic(
                windows,
                "windows",
                Topics.REQUEST_WINDOWS,
                RequestWindow.class,
                window -> WindowRecords.of(window, epoch),
                RequestWindow::getTarget);
    }
}
