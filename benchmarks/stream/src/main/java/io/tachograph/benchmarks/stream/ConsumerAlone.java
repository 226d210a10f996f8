package io.tachograph.benchmarks.stream;

/** Kafka's consumer, which hands out bytes: what nothing that reads from Kafka is faster than. */
public final class ConsumerAlone implements Way {
    @Override
    public long go(Setting setting) throws Exception {
        return Consumers.count(setting, () -> value -> value.length > 0);
    }
}
