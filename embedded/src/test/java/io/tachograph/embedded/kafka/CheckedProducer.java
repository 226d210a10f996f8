package io.tachograph.embedded.kafka;

import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Fails on flush and on close when a record did not arrive: tests send by the thousand and keep no future. */
final class CheckedProducer extends KafkaProducer<byte[], byte[]> {
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    CheckedProducer(Properties settings) {
        super(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        return super.send(record, (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
            if (callback != null) {
                callback.onCompletion(metadata, exception);
            }
        });
    }

    @Override
    public void flush() {
        super.flush();
        check();
    }

    @Override
    public void close() {
        super.close();
        check();
    }

    private void check() {
        Exception first = failure.get();
        if (first != null) {
            throw new AssertionError("a record did not arrive on its topic", first);
        }
    }
}
