package io.tachograph.jobs.sink;

import io.tachograph.jobs.PipelineSinks;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.Ranking;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.store.RankingRow;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.results.WindowRecords;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The sinks of a real deployment: windows and rankings into the store and back onto Kafka, dead letters onto theirs. */
public final class KafkaAndStore {
    /** Where batched upserts stop getting faster. */
    private static final int BATCH = 1_000;

    private static final long FLUSH_MILLIS = 200;

    private KafkaAndStore() {}

    /**
     * Sinks to these brokers and this database.
     *
     * @param epoch rises with every deliberate re-computation
     */
    public static PipelineSinks sinks(String bootstrapServers, PostgresConfig database, int epoch) {
        return new PipelineSinks(
                windows -> windows(windows, bootstrapServers, database, epoch),
                letters -> deadLetters("", letters, bootstrapServers));
    }

    /**
     * Puts windows into the store alone.
     *
     * @param epoch 0 for a running job, else that of the re-computation
     */
    public static void toStore(DataStream<WindowSnapshot> windows, PostgresConfig database, int epoch) {
        windows.sinkTo(new BatchSink<>(() -> StoreWriters.windows(database, epoch), BATCH, FLUSH_MILLIS))
                .uid("windows-to-store")
                .name("windows to store");
    }

    private static void windows(
            DataStream<WindowSnapshot> windows, String bootstrapServers, PostgresConfig database, int epoch) {
        toStore(windows, database, epoch);
        windows.sinkTo(KafkaSinks.to(
                        Topics.REQUEST_WINDOWS,
                        bootstrapServers,
                        RequestWindow.class,
                        window -> WindowRecords.of(window, epoch),
                        RequestWindow::getTarget))
                .uid("windows-to-kafka")
                .name("windows to Kafka");
    }

    /** Rankings into the store and back onto Kafka. */
    public static void rankings(DataStream<RankingRow> rankings, String bootstrapServers, PostgresConfig database) {
        rankings.sinkTo(new BatchSink<>(() -> StoreWriters.rankings(database), BATCH, FLUSH_MILLIS))
                .uid("rankings-to-store")
                .name("rankings to store");
        rankings.sinkTo(KafkaSinks.to(
                        Topics.RANKINGS,
                        bootstrapServers,
                        Ranking.class,
                        WindowRecords::of,
                        ranking -> Topics.rankingKey(
                                ranking.getMetric(),
                                ranking.getStatistic(),
                                ranking.getWindowMillis(),
                                ranking.getOrigin().name(),
                                ranking.getPromptBand(),
                                ranking.getStreamed())))
                .uid("rankings-to-kafka")
                .name("rankings to Kafka");
    }

    /**
     * Dead letters onto their topic.
     *
     * @param uidPrefix what tells this sink from those of other jobs in one environment
     */
    public static void deadLetters(String uidPrefix, DataStream<DeadLetter> letters, String bootstrapServers) {
        letters.sinkTo(KafkaSinks.to(
                        Topics.DEAD_LETTERS,
                        bootstrapServers,
                        DeadLetter.class,
                        letter -> letter,
                        letter -> Topics.deadLetterKey(letter.getTopic(), letter.getPartition(), letter.getOffset())))
                .uid(uidPrefix + "dead-letters-to-kafka")
                .name("dead letters to Kafka");
    }
}
