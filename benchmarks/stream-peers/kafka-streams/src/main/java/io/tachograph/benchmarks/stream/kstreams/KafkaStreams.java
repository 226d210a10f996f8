package io.tachograph.benchmarks.stream.kstreams;

import io.tachograph.benchmarks.stream.Setting;
import io.tachograph.benchmarks.stream.Way;
import io.tachograph.schemas.metric.LatencyMetric;
import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.request.RequestSample;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.Stores;

/**
 * Our decoder, our totals and our histograms in a windowed aggregation of Kafka Streams: store in memory, not logged,
 * results when a window closes, as late as ours. Duplicates are not known. Ends when all requests are added, before the
 * windows close, which spares it their emission.
 */
public final class KafkaStreams implements Way {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofMinutes(2);
    private static final LatencyMetric[] METRICS = LatencyMetric.WINDOWED.toArray(LatencyMetric[]::new);

    @Override
    public long go(Setting setting) throws Exception {
        long records = end(setting);
        AtomicLong added = new AtomicLong();
        CountDownLatch done = new CountDownLatch(1);
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        setting.topic(),
                        Consumed.with(Serdes.ByteArray(), SampleSerdes.fromTopic())
                                .withTimestampExtractor(
                                        (message, before) -> ((RequestSample) message.value()).sentAtMillis()))
                .groupBy((key, sample) -> sample.keyed().key(), Grouped.with(Serdes.String(), SampleSerdes.between()))
                .windowedBy(TimeWindows.ofSizeAndGrace(WINDOW, GRACE))
                .emitStrategy(EmitStrategy.onWindowClose())
                .aggregate(
                        RequestTotals::new,
                        (key, sample, totals) -> {
                            add(sample, totals);
                            if (added.incrementAndGet() == records) {
                                done.countDown();
                            }
                            return totals;
                        },
                        Materialized.<String, RequestTotals>as(
                                        Stores.inMemoryWindowStore("windows", WINDOW.plus(GRACE), WINDOW, false))
                                .withKeySerde(Serdes.String())
                                .withValueSerde(SampleSerdes.totals())
                                .withCachingEnabled()
                                .withLoggingDisabled());
        Properties settings = new Properties();
        settings.put("bootstrap.servers", setting.bootstrapServers());
        settings.put("application.id", "benchmark-" + UUID.randomUUID());
        settings.put("auto.offset.reset", "earliest");
        settings.put("num.stream.threads", setting.parallelism());
        settings.put("statestore.cache.max.bytes", 256L << 20);
        settings.put("compression.type", "lz4");
        settings.put("state.dir", Files.createTempDirectory("kafka-streams").toString());
        try (var streams = new org.apache.kafka.streams.KafkaStreams(builder.build(), settings)) {
            streams.start();
            done.await();
        }
        return added.get();
    }

    private static void add(RequestSample sample, RequestTotals totals) {
        totals.addRequest(sample.outcome(), sample.inputTokens(), sample.cachedInputTokens(), sample.outputTokens());
        long[] nanos = sample.latencyNanos();
        for (LatencyMetric metric : METRICS) {
            if (nanos[metric.ordinal()] >= 0) {
                totals.record(metric, nanos[metric.ordinal()]);
            }
        }
        if (sample.chunkGaps() != null) {
            totals.record(LatencyMetric.ICL, sample.chunkGaps());
        }
    }

    private static long end(Setting setting) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", setting.bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer
                    .endOffsets(consumer.partitionsFor(setting.topic()).stream()
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .toList())
                    .values()
                    .stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
