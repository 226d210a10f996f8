package io.tachograph.benchmarks.stream;

import io.tachograph.schemas.avro.RequestTiming;
import org.apache.avro.message.MessageDecoder;

/** Kafka's consumer and Avro's decoder, and nothing done with the records. */
public final class ConsumerAndAvro implements Way {
    @Override
    public long go(Setting setting) throws Exception {
        return Consumers.count(setting, () -> {
            MessageDecoder<RequestTiming> decoder = RequestTiming.getDecoder();
            return value -> decoder.decode(value).getClosedNanos() >= 0;
        });
    }
}
