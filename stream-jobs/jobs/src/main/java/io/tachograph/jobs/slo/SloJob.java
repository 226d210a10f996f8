package io.tachograph.jobs.slo;

import io.tachograph.jobs.sink.AlertSinks;
import io.tachograph.jobs.sink.JobSinks;
import io.tachograph.jobs.source.DeadLetterSplit;
import io.tachograph.jobs.source.RequestWindowTopic;
import io.tachograph.jobs.source.TopicWatermarks;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.store.AlertRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.alert.AlertRowFormat;
import io.tachograph.windows.slo.SloMinuteFormat;
import java.util.EnumSet;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job {@code slo}: from windows of one minute to alerts on error budgets and on targets of which nothing is heard.
 *
 * <pre>
 * window topic ─► minutes of watched origins ─┬─► SLO counts ─► burn rates of an SLO at a target ─┬─► alerts
 *                                             └─► silence of a target ───────────────────────────┘
 * </pre>
 */
public final class SloJob {
    /** Its name, its consumer group, and what its operator uids begin with. */
    public static final String NAME = "slo";

    private SloJob() {}

    /** Builds the job from its topic to its topic and table. Operator uids never change: state hangs on them. */
    public static void define(
            StreamExecutionEnvironment env, KafkaAccess kafka, PostgresConfig database, SloConfig config) {
        SingleOutputStreamOperator<EmittedWindow> windows = RequestWindowTopic.read(
                env,
                kafka,
                NAME,
                EnumSet.of(Resolution.ONE_MINUTE),
                config.outOfOrderness(),
                config.idleAfter(),
                TopicWatermarks.BetweenRecords.STANDS);
        JobSinks sinks = new JobSinks(NAME, kafka, database);
        AlertSinks.alerts(sinks, alerts(windows, config));
        sinks.deadLetters(windows.getSideOutput(DeadLetterSplit.DEAD_LETTERS));
    }

    /** The alerts of a stream of windows, whose clock runs on the windows' ends. */
    static DataStream<AlertRow> alerts(DataStream<EmittedWindow> windows, SloConfig config) {
        VersionedType<AlertRow> alert = VersionedType.of(new AlertRowFormat());
        DataStream<EmittedWindow> watched = windows.filter(new WatchedOrigins(config.origins()))
                .uid("watched-origins")
                .name("watched origins");
        DataStream<AlertRow> burning = watched.process(
                        new WatchedMinutes(config), VersionedType.of(new SloMinuteFormat()))
                .uid("slo-minutes")
                .name("SLO counts")
                .keyBy(WatchedMinutes::keyOf)
                .process(new BurnRateFunction(config), alert)
                .uid("burn-rates")
                .name("burn rates");
        DataStream<AlertRow> silent = watched.keyBy(
                        emitted -> emitted.window().series().target())
                .process(new TelemetryLossFunction(config), alert)
                .uid("telemetry-loss")
                .name("lost telemetry");
        return burning.union(silent);
    }
}
