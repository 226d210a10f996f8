package io.tachograph.benchmarks.stream;

import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordDecoder;

/** Kafka's consumer and our decoder of whole records, which is Avro's fast reader without its wrapping. */
public final class ConsumerAndRecordDecoder implements Way {
    @Override
    public long go(Setting setting) throws Exception {
        return Consumers.count(setting, () -> {
            RecordDecoder decoder = new RecordDecoder();
            return value -> decoder.decode(value) instanceof RequestTiming;
        });
    }
}
