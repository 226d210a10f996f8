package io.tachograph.benchmarks.stream;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** As many consumers as the parallelism says, each with its share of the partitions. */
final class Consumers {
    private Consumers() {}

    /** What is done with one value. */
    interface Use extends AutoCloseable {
        /** @return whether it counts */
        boolean of(byte[] value) throws Exception;

        @Override
        default void close() throws SQLException {}
    }

    /** Makes what one thread uses. */
    interface Uses {
        Use make() throws Exception;
    }

    static long count(Setting setting, Uses uses) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(setting.parallelism());
        try {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < setting.parallelism(); i++) {
                List<TopicPartition> share = new ArrayList<>();
                for (int partition = i; partition < Fill.PARTITIONS; partition += setting.parallelism()) {
                    share.add(new TopicPartition(setting.topic(), partition));
                }
                counts.add(threads.submit(() -> {
                    try (Use use = uses.make()) {
                        return read(setting, share, use);
                    }
                }));
            }
            long all = 0;
            for (Future<Long> count : counts) {
                all += count.get();
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    private static long read(Setting setting, List<TopicPartition> share, Use use) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                setting.kafka().consumer(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(share);
            consumer.seekToBeginning(share);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(share));
            long counted = 0;
            while (!ends.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                    if (use.of(message.value())) {
                        counted++;
                    }
                }
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
            return counted;
        }
    }
}
