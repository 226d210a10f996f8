package io.tachograph.jobs.regression;

import io.tachograph.jobs.sink.AlertSinks;
import io.tachograph.jobs.sink.JobSinks;
import io.tachograph.jobs.source.DeadLetterSplit;
import io.tachograph.jobs.source.RequestWindowTopic;
import io.tachograph.jobs.source.TopicWatermarks;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.store.RegressionRow;
import io.tachograph.store.Resolution;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.StoreWriters;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.regression.CellComparison;
import io.tachograph.windows.regression.RegressionRowFormat;
import java.util.EnumSet;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job {@code regressions}: from complete windows of one minute to comparisons of engine versions, and alerts on those
 * that are worse.
 *
 * <pre>
 * window topic ─► complete minutes ─► two newest versions of a cell ─┬─► comparisons
 *                                                                    └─► alerts
 * </pre>
 */
public final class RegressionsJob {
    /** Its name, its consumer group, and what its operator uids begin with. */
    public static final String NAME = "regressions";

    private RegressionsJob() {}

    /** Builds the job from its topic to its topic and tables. Operator uids never change: state hangs on them. */
    public static void define(
            StreamExecutionEnvironment env, KafkaAccess kafka, PostgresConfig database, RegressionConfig config) {
        SingleOutputStreamOperator<EmittedWindow> windows = RequestWindowTopic.read(
                env,
                kafka,
                NAME,
                EnumSet.of(Resolution.ONE_MINUTE),
                config.outOfOrderness(),
                config.idleAfter(),
                TopicWatermarks.BetweenRecords.STANDS);
        SingleOutputStreamOperator<RegressionRow> comparisons = comparisons(windows, config);
        JobSinks sinks = new JobSinks(NAME, kafka, database);
        sinks.store().put(comparisons, "comparisons", StoreWriters::regressionWriter, comparison -> comparison);
        AlertSinks.alerts(sinks, comparisons.getSideOutput(RegressionFunction.ALERTS));
        sinks.deadLetters(windows.getSideOutput(DeadLetterSplit.DEAD_LETTERS));
    }

    /** The comparisons of a stream of windows, with the alerts aside. */
    static SingleOutputStreamOperator<RegressionRow> comparisons(
            DataStream<EmittedWindow> windows, RegressionConfig config) {
        return windows.filter(new ComparableMinutes(config.origins()))
                .uid("comparable-minutes")
                .name("complete minutes")
                .keyBy(emitted -> CellComparison.keyOf(emitted.window().series()))
                .process(new RegressionFunction(config), VersionedType.of(new RegressionRowFormat()))
                .uid("regressions")
                .name("regressions");
    }
}
