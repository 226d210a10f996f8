package io.tachograph.jobs.sink;

import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.Alert;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.store.AlertRow;
import io.tachograph.store.AlertWriter;
import io.tachograph.store.RegressionRow;
import io.tachograph.store.RegressionWriter;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import io.tachograph.windows.alert.AlertRecords;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The sinks of the jobs that judge: alerts, comparisons of engine versions, and what could not be read. Operator uids
 * begin with the job's name, so that several jobs fit into one environment.
 */
public final class AlertSinks {
    private static final int BATCH = 500;
    private static final long FLUSH_MILLIS = 200;

    private AlertSinks() {}

    /** Alerts onto their topic and into their table. */
    public static void alerts(
            String job, DataStream<AlertRow> alerts, String bootstrapServers, PostgresConfig database) {
        alerts.sinkTo(new BatchSink<>(() -> alertWriter(database), BATCH, FLUSH_MILLIS))
                .uid(job + "-alerts-to-store")
                .name("alerts to store");
        alerts.sinkTo(KafkaSinks.to(Topics.ALERTS, bootstrapServers, Alert.class, AlertRecords::of, Alert::getKey))
                .uid(job + "-alerts-to-kafka")
                .name("alerts to Kafka");
    }

    /** Comparisons into their table. */
    public static void regressions(String job, DataStream<RegressionRow> regressions, PostgresConfig database) {
        regressions
                .sinkTo(new BatchSink<>(() -> regressionWriter(database), BATCH, FLUSH_MILLIS))
                .uid(job + "-regressions-to-store")
                .name("regressions to store");
    }

    /** Records that could not be read onto the topic for them. */
    public static void deadLetters(String job, DataStream<DeadLetter> letters, String bootstrapServers) {
        letters.sinkTo(KafkaSinks.to(
                        Topics.DEAD_LETTERS,
                        bootstrapServers,
                        DeadLetter.class,
                        letter -> letter,
                        letter -> Topics.deadLetterKey(letter.getTopic(), letter.getPartition(), letter.getOffset())))
                .uid(job + "-dead-letters-to-kafka")
                .name("dead letters to Kafka");
    }

    private static BatchWriter<AlertRow> alertWriter(PostgresConfig database) {
        PostgresStore store = PostgresStore.open(database);
        AlertWriter writer = store.alertWriter();
        return new BatchWriter<>() {
            @Override
            public void write(List<AlertRow> batch) throws Exception {
                writer.write(batch);
            }

            @Override
            public void close() {
                writer.close();
                store.close();
            }
        };
    }

    private static BatchWriter<RegressionRow> regressionWriter(PostgresConfig database) {
        PostgresStore store = PostgresStore.open(database);
        RegressionWriter writer = store.regressionWriter();
        return new BatchWriter<>() {
            @Override
            public void write(List<RegressionRow> batch) throws Exception {
                writer.write(batch);
            }

            @Override
            public void close() {
                writer.close();
                store.close();
            }
        };
    }
}
