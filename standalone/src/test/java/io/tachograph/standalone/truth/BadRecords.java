package io.tachograph.standalone.truth;

import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.schemas.avro.EngineHistogram;
import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.schemas.avro.GpuSample;
import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.windows.RequestTimings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One of every kind of bad record that docs/operations.md lists, for each topic that jobs read. */
final class BadRecords {
    private static final long YEAR_2099 = 4_070_908_800_000L;
    private static final String LONG_NAME = "t".repeat(10_240);

    /** What must become of it. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Bad(Topic topic, byte @Nullable [] value, DeadLetterReason reason) {}

    private final long atMillis;
    private final List<Bad> all = new ArrayList<>();

    /** @param atMillis when the good ones around them are sent */
    BadRecords(long atMillis) {
        this.atMillis = atMillis;
        requests();
        gpus();
        engines();
        windows();
    }

    List<Bad> all() {
        return all;
    }

    private void requests() {
        Topic topic = Topics.REQUEST_TIMINGS;
        RequestTiming good = request().build();
        unreadable(topic, good);
        add(topic, request().setSentAtMicros(YEAR_2099 * 1_000), DeadLetterReason.FROM_THE_FUTURE);
        add(topic, new Heartbeat("t", "a", YEAR_2099 * 1_000), DeadLetterReason.FROM_THE_FUTURE);
        invalid(topic, request().setSentAtMicros(1_000_000));
        invalid(topic, new Heartbeat("t", "a", 1_000_000L));
        invalid(topic, request().setClosedNanos(-1));
        invalid(topic, request().setFirstTokenNanos(-5L));
        invalid(topic, request().setChunkGaps(new Histogram(2L, 20L, 9L, 11L, 0L, List.of(7, 3), List.of(1L, 1L))));
        invalid(topic, request().setChunkGaps(new Histogram(2L, 2L, -9L, 11L, 0L, List.of(3, 7), List.of(1L, 1L))));
        invalid(topic, request().setTarget(LONG_NAME));
        invalid(topic, gpu().build());
    }

    private void gpus() {
        Topic topic = Topics.GPU_SAMPLES;
        unreadable(topic, gpu().build());
        add(topic, gpu().setAtMicros(YEAR_2099 * 1_000), DeadLetterReason.FROM_THE_FUTURE);
        invalid(topic, gpu().setAtMicros(1_000_000));
        invalid(topic, gpu().setPowerWatts(Double.NaN));
        invalid(topic, gpu().setPowerWatts(-300.0));
        invalid(topic, gpu().setEnergyMillijoules(-1L));
        invalid(topic, gpu().setUtilization(Double.POSITIVE_INFINITY));
        invalid(topic, gpu().setGpu(LONG_NAME));
        invalid(topic, request().build());
    }

    private void engines() {
        Topic topic = Topics.ENGINE_SAMPLES;
        unreadable(topic, engine().build());
        add(topic, engine().setAtMicros(YEAR_2099 * 1_000), DeadLetterReason.FROM_THE_FUTURE);
        invalid(topic, engine().setAtMicros(1_000_000));
        invalid(topic, engine().setGauges(Map.of("running", Double.NaN)));
        invalid(topic, engine().setCounters(Map.of("generation_tokens", -1.0)));
        invalid(topic, engine().setHistograms(Map.of("ttft", buckets(List.of(2.0, 1.0), List.of(1L, 1L, 1L)))));
        invalid(topic, engine().setHistograms(Map.of("ttft", buckets(List.of(1.0, 2.0), List.of(1L, -1L, 1L)))));
        invalid(topic, engine().setHistograms(Map.of("ttft", buckets(List.of(1.0, 2.0), List.of(1L)))));
        invalid(topic, engine().setTarget(LONG_NAME));
    }

    private void windows() {
        Topic topic = Topics.REQUEST_WINDOWS;
        unreadable(topic, window().build());
        add(topic, window().setWindowStartMillis(YEAR_2099), DeadLetterReason.FROM_THE_FUTURE);
        invalid(topic, window().setWindowStartMillis(60_000));
        invalid(topic, window().setMeasuredToOffsetMillis(60_001));
        invalid(topic, window().setDuplicates(-1));
        invalid(topic, window().setTarget(LONG_NAME));
        Histogram unsorted = new Histogram(2L, 20L, 9L, 11L, 0L, List.of(7, 3), List.of(1L, 1L));
        invalid(topic, window().setLatencies(Map.of("ttft", unsorted)));
        invalid(topic, request().build());
    }

    private void unreadable(Topic topic, SpecificRecord good) {
        byte[] value = new RecordEncoder<SpecificRecord>(good.getSchema()).encode(good);
        for (byte[] bad : new byte[] @Nullable [] {
            null,
            new byte[0],
            "<html>502 Bad Gateway</html>".getBytes(StandardCharsets.UTF_8),
            Arrays.copyOf(value, value.length - 2),
            Arrays.copyOf(value, value.length + 2),
            ofNewerSchema(good),
        }) {
            all.add(new Bad(topic, bad, DeadLetterReason.UNREADABLE));
        }
    }

    /** What the next release may write: the same record with one field more, which has a default. */
    private static byte[] ofNewerSchema(SpecificRecord good) {
        Schema schema = good.getSchema();
        List<Schema.Field> fields = new ArrayList<>();
        schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field("of_the_next_release", Schema.create(Schema.Type.LONG), "", 0L));
        Schema newer = Schema.createRecord(schema.getName(), "", schema.getNamespace(), false, fields);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 1)
                .putLong(SchemaNormalization.parsingFingerprint64(newer))
                .array());
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(schema).write((GenericRecord) good, out);
            out.writeLong(7);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void invalid(Topic topic, Object record) {
        add(topic, record, DeadLetterReason.INVALID);
    }

    private void add(Topic topic, Object record, DeadLetterReason reason) {
        SpecificRecord built = built(record);
        all.add(new Bad(topic, new RecordEncoder<SpecificRecord>(built.getSchema()).encode(built), reason));
    }

    private static SpecificRecord built(Object record) {
        if (record instanceof RequestTiming.Builder timing) {
            return timing.build();
        }
        if (record instanceof GpuSample.Builder sample) {
            return sample.build();
        }
        if (record instanceof EngineSample.Builder sample) {
            return sample.build();
        }
        return record instanceof RequestWindow.Builder window ? window.build() : (SpecificRecord) record;
    }

    private RequestTiming.Builder request() {
        return RequestTimings.success(9_000_000 + all.size(), atMillis);
    }

    private GpuSample.Builder gpu() {
        return GpuSample.newBuilder()
                .setGpu("GPU-0")
                .setNode("node")
                .setAgent("test")
                .setAtMicros(atMillis * 1_000 + 1)
                .setPowerWatts(300.0);
    }

    private EngineSample.Builder engine() {
        return EngineSample.newBuilder()
                .setTarget("t")
                .setEngine("vllm")
                .setAgent("test")
                .setAtMicros(atMillis * 1_000 + 1);
    }

    private RequestWindow.Builder window() {
        return RequestWindow.newBuilder()
                .setTarget("t")
                .setCluster("c")
                .setFramework("f")
                .setModel("m")
                .setOrigin(Origin.PROBE)
                .setPromptBand("short")
                .setStreamed(true)
                .setWindowStartMillis(Math.floorDiv(atMillis, 60_000L) * 60_000)
                .setResolutionMillis(60_000)
                .setMeasuredFromOffsetMillis(0)
                .setMeasuredToOffsetMillis(60_000)
                .setEpoch(0)
                .setRevision(0)
                .setComplete(false)
                .setRequests(0)
                .setOutcomes(Map.of())
                .setDuplicates(0)
                .setInputTokens(0)
                .setCachedInputTokens(0)
                .setOutputTokens(0)
                .setLatencies(Map.of());
    }

    private static EngineHistogram buckets(List<Double> bounds, List<Long> counts) {
        return new EngineHistogram(bounds, counts, 3.0);
    }
}
