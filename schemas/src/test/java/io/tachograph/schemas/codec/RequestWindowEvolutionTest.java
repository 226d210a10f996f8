package io.tachograph.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.avro.Origin;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.avro.SloCount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Windows from before there were SLO counts are read as windows without any, and the other way round. */
class RequestWindowEvolutionTest {
    private static final Schema NEWEST = RequestWindow.getClassSchema();
    private static final Schema BEFORE = withoutSlos();

    private static Schema withoutSlos() {
        List<Schema.Field> fields = NEWEST.getFields().stream()
                .filter(field -> !field.name().equals("slos"))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        return Schema.createRecord(NEWEST.getName(), NEWEST.getDoc(), NEWEST.getNamespace(), false, fields);
    }

    static RequestWindow window(List<SloCount> slos) {
        return RequestWindow.newBuilder()
                .setTarget("lab-vllm-atlas")
                .setCluster("lab")
                .setFramework("vllm")
                .setModel("atlas")
                .setOrigin(Origin.PROBE)
                .setPromptBand("short")
                .setStreamed(true)
                .setWindowStartMillis(1_767_225_600_000L)
                .setResolutionMillis(3_600_000)
                .setMeasuredFromOffsetMillis(0)
                .setMeasuredToOffsetMillis(3_600_000)
                .setEpoch(0)
                .setRevision(3)
                .setComplete(false)
                .setRequests(2)
                .setOutcomes(Map.of("ok", 2L))
                .setDuplicates(0)
                .setInputTokens(1)
                .setCachedInputTokens(0)
                .setOutputTokens(7)
                .setLatencies(Map.of("ttft", new Histogram(2L, 9L, 4L, 5L, 0L, List.of(-5), List.of(2L))))
                .setSlos(slos)
                .build();
    }

    @BeforeAll
    static void trustOurRecords() {
        TrustedRecords.register();
    }

    private static byte[] write(RequestWindow window, Schema schema) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<RequestWindow>(schema).write(window, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static RequestWindow read(byte[] bytes, Schema writer, Schema reader) throws IOException {
        return new SpecificDatumReader<RequestWindow>(writer, reader)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }

    @Test
    void windowFromBefore_hasNoSlos() throws IOException {
        RequestWindow before = window(List.of());

        assertThat(read(write(before, BEFORE), BEFORE, NEWEST)).isEqualTo(before);
    }

    @Test
    void windowWithSlos_isReadWholeAndByOlderReadersWithoutThem() throws IOException {
        SloCount chat = new SloCount("chat", 500_000_000L, null, null, 2L, 1L, 1L, 0L, 0L);

        byte[] bytes = write(window(List.of(chat)), NEWEST);

        assertThat(read(bytes, NEWEST, NEWEST).getSlos()).containsExactly(chat);
        assertThat(read(bytes, NEWEST, BEFORE).getRequests()).isEqualTo(2);
    }
}
