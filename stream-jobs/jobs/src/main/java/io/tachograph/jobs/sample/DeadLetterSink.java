package io.tachograph.jobs.sample;

import io.tachograph.jobs.sink.KafkaSinks;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Puts dead letters onto their topic. */
public final class DeadLetterSink {
    private DeadLetterSink() {}

    public static void attach(DataStream<DeadLetter> letters, String bootstrapServers) {
        letters.sinkTo(KafkaSinks.to(
                        Topics.DEAD_LETTERS,
                        bootstrapServers,
                        DeadLetter.class,
                        letter -> letter,
                        letter -> Topics.deadLetterKey(letter.getTopic(), letter.getPartition(), letter.getOffset())))
                .uid("dead-letters-to-kafka")
                .name("dead letters to Kafka");
    }
}
