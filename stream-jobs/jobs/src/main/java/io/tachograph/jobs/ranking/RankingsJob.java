package io.tachograph.jobs.ranking;

import io.tachograph.jobs.sink.JobSinks;
import io.tachograph.jobs.source.DeadLetterSplit;
import io.tachograph.jobs.source.RequestWindowTopic;
import io.tachograph.jobs.source.TopicWatermarks;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.Ranking;
import io.tachograph.store.RankingRow;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.StoreWriters;
import io.tachograph.windows.EmittedWindow;
import io.tachograph.windows.ranking.ModelEstimates;
import io.tachograph.windows.ranking.ModelEstimatesFormat;
import io.tachograph.windows.ranking.RankingRowFormat;
import io.tachograph.windows.results.WindowRecords;
import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job {@code rankings}: windows of series from Kafka, estimates of models, rankings of cells.
 *
 * <pre>
 * window topic ─► estimates of a model ─► ranking of a cell ─► store, Kafka
 *      └─ dead letters
 * </pre>
 */
public final class RankingsJob {
    /** Its name, and its consumer group. */
    public static final String NAME = "rankings";

    private RankingsJob() {}

    /** Builds the job between the brokers and the database. Operator uids never change: state hangs on them. */
    public static void define(
            StreamExecutionEnvironment env, KafkaAccess kafka, PostgresConfig database, RankingConfig config) {
        SingleOutputStreamOperator<EmittedWindow> windows = RequestWindowTopic.read(
                env, kafka, NAME, Set.of(config.base()), config.outOfOrderness(), config.idleAfter(), between(config));
        JobSinks sinks = new JobSinks(NAME, kafka, database);
        DataStream<RankingRow> rankings = rankings(windows, config);
        sinks.store().put(rankings, "rankings", StoreWriters::rankingWriter, ranking -> ranking);
        sinks.toTopic(
                rankings,
                "rankings",
                Topics.RANKINGS,
                Ranking.class,
                WindowRecords::of,
                ranking -> Topics.rankingKey(
                        ranking.getMetric(),
                        ranking.getStatistic(),
                        ranking.getWindowMillis(),
                        ranking.getOrigin().name(),
                        ranking.getPromptBand(),
                        ranking.getStreamed()));
        sinks.deadLetters(windows.getSideOutput(DeadLetterSplit.DEAD_LETTERS));
    }

    /**
     * A first rank need not wait for the windows of the next block. Where windows come in order, nothing but the next one
     * shows that those before are all there.
     */
    private static TopicWatermarks.BetweenRecords between(RankingConfig config) {
        return config.outOfOrderness().isZero()
                ? TopicWatermarks.BetweenRecords.STANDS
                : TopicWatermarks.BetweenRecords.RUNS_ON;
    }

    /** Rankings of windows of {@link RankingConfig#base}. */
    static DataStream<RankingRow> rankings(DataStream<EmittedWindow> windows, RankingConfig config) {
        VersionedType<ModelEstimates> estimates = VersionedType.of(new ModelEstimatesFormat());
        return windows.keyBy(ModelEstimatesFunction::keyOf)
                .process(new ModelEstimatesFunction(config), estimates)
                .uid("model-estimates")
                .name("model estimates")
                .transform("never idle", estimates, new IgnoreIdleness<>())
                .uid("never-idle")
                .keyBy(CellRankingFunction::keyOf)
                .process(new CellRankingFunction(config), VersionedType.of(new RankingRowFormat()))
                .uid("rankings")
                .name("rankings");
    }
}
