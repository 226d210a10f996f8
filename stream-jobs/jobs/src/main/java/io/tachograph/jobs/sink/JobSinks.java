package io.tachograph.jobs.sink;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.store.postgres.PostgresConfig;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Where a job's results go: tables of the store, and topics. The uid of each sink is made of the job's name and of what
 * it takes.
 *
 * @param job name of the job
 * @param kafka the brokers
 * @param database of the store
 */
public record JobSinks(String job, KafkaAccess kafka, PostgresConfig database) {
    /** Its tables. */
    public StoreSinks store() {
        return new StoreSinks(job, database);
    }

    /**
     * Puts records onto a topic.
     *
     * @param what they are, in the plural
     * @param recordOf the record of a value
     * @param keyOf the key of a record
     */
    public <T, R extends SpecificRecord> void toTopic(
            DataStream<T> values,
            String what,
            Topic topic,
            Class<R> recordType,
            SerializableFunction<T, R> recordOf,
            SerializableFunction<R, String> keyOf) {
        values.sinkTo(KafkaSinks.to(topic, kafka, recordType, recordOf, keyOf))
                .uid(uid(job, what, "kafka"))
                .name(what + " to Kafka");
    }

    /** Puts what could not be read, and what came too late, onto the topic for it. */
    public void deadLetters(DataStream<DeadLetter> letters) {
        toTopic(
                letters,
                "dead letters",
                Topics.DEAD_LETTERS,
                DeadLetter.class,
                letter -> letter,
                letter -> Topics.deadLetterKey(letter.getTopic(), letter.getPartition(), letter.getOffset()));
    }

    static String uid(String job, String what, String where) {
        return job + "-" + what.replace(' ', '-') + "-to-" + where;
    }
}
