package io.tachograph.benchmarks.stream;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** {@code Fill BOOTSTRAP CASE RECORDS}: puts the requests of a case onto a topic of two partitions. */
public final class Fill {
    static final int PARTITIONS = 2;

    private Fill() {}

    /** Fails when a record did not arrive. */
    public static void main(String[] args) throws ExecutionException, InterruptedException {
        fill(KafkaAccess.plain(args[0]), Case.of(args[1]), Long.parseLong(args[2]));
    }

    static void fill(KafkaAccess kafka, Case requests, long records) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(kafka.admin())) {
            NewTopic topic =
                    new NewTopic(requests.topic(), PARTITIONS, (short) 1).configs(Topics.REQUEST_TIMINGS.settings());
            admin.createTopics(List.of(topic)).all().get();
        }
        RecordEncoder<RequestTiming> encoder = new RecordEncoder<>(RequestTiming.getClassSchema());
        Traffic traffic = requests.traffic(records);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        Properties settings =
                kafka.producer(Map.of("compression.type", "lz4", "linger.ms", "20", "batch.size", "262144"));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < records; i++) {
                RequestTiming timing = traffic.next();
                byte[] key = timing.getTarget().getBytes(StandardCharsets.UTF_8);
                var unused = producer.send(
                        new ProducerRecord<>(requests.topic(), key, encoder.encode(timing)),
                        (metadata, e) -> failure.compareAndSet(null, e));
            }
        }
        Exception e = failure.get();
        if (e != null) {
            throw new ExecutionException("a record did not reach the broker", e);
        }
    }
}
