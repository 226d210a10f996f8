package io.tachograph.benchmarks.stream.kstreams;

import io.tachograph.windows.RequestTotals;
import io.tachograph.windows.binary.TotalsBinary;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSampleFormat;
import io.tachograph.windows.request.TimingDecoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Our forms of samples and totals for Kafka Streams, which shares one serializer between its threads. */
final class SampleSerdes {
    private SampleSerdes() {}

    /** What a form does that may throw. */
    private interface Step<A, B> {
        B of(A value) throws Exception;
    }

    static Serde<RequestSample> fromTopic() {
        ThreadLocal<TimingDecoder> decoders = ThreadLocal.withInitial(TimingDecoder::new);
        return serde(
                sample -> {
                    throw new UnsupportedOperationException("nothing is written to the topic");
                },
                bytes -> decoders.get().decode(bytes, 0, 0));
    }

    static Serde<RequestSample> between() {
        ThreadLocal<RequestSampleFormat> formats = ThreadLocal.withInitial(RequestSampleFormat::new);
        return serde(
                sample -> {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
                    formats.get().write(sample, new DataOutputStream(bytes));
                    return bytes.toByteArray();
                },
                bytes -> formats.get().read(1, new DataInputStream(new ByteArrayInputStream(bytes))));
    }

    static Serde<RequestTotals> totals() {
        return serde(
                totals -> {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
                    TotalsBinary.write(totals, new DataOutputStream(bytes));
                    return bytes.toByteArray();
                },
                bytes -> TotalsBinary.read(TotalsBinary.VERSION, new DataInputStream(new ByteArrayInputStream(bytes))));
    }

    @SuppressWarnings("NullAway") // Kafka's serializers give null for null.
    private static <T> Serde<T> serde(Step<T, byte[]> write, Step<byte[], T> read) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : done(write, value),
                (topic, bytes) -> bytes == null ? null : done(read, bytes));
    }

    private static <A, B> B done(Step<A, B> step, A value) {
        try {
            return step.of(value);
        } catch (Exception e) {
            throw new IllegalStateException("a form failed", e);
        }
    }
}
