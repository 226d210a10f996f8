package io.tachograph.standalone.truth;

import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Follows the window topic, to say how far its job has come. */
final class WindowsSeen implements AutoCloseable {
    private static final int MOST_POLLS = 600;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RecordDecoder decoder = new RecordDecoder();
    private long newestMinute = Long.MIN_VALUE;

    WindowsSeen(KafkaAccess brokers) {
        consumer = TopicReader.consumer(brokers);
        List<TopicPartition> partition = List.of(new TopicPartition(Topics.REQUEST_WINDOWS.name(), 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
    }

    /** Returns when a window of one minute is there that begins then or later. */
    void awaitMinuteFrom(long startMillis) {
        for (int poll = 0; newestMinute < startMillis; poll++) {
            if (poll == MOST_POLLS) {
                throw new AssertionError("no window of a minute from " + startMillis + " on came within a minute");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                see(record.value());
            }
        }
    }

    private void see(byte[] value) {
        try {
            RequestWindow window = (RequestWindow) decoder.decode(value);
            if (window.getResolutionMillis() == AlertScenario.MINUTE) {
                newestMinute = Math.max(newestMinute, window.getWindowStartMillis());
            }
        } catch (UnreadableRecordException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
