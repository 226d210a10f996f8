package io.tachograph.jobs.sample;

import static io.tachograph.windows.gpu.GpuSamples.MIDNIGHT_MILLIS;
import static io.tachograph.windows.gpu.GpuSamples.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.jobs.source.TopicEventFormat;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.schemas.avro.GpuSample;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.windows.BinaryCopies;
import io.tachograph.windows.gpu.GpuReading;
import io.tachograph.windows.gpu.GpuReadingFormat;
import io.tachograph.windows.gpu.GpuReadings;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class TopicDecoderTest {
    private final TopicDecoder<GpuReading> decoder = new TopicDecoder<>(
            (value, partition, offset) -> {
                GpuReading reading = GpuReadings.of((GpuSample) value, partition, offset);
                return TopicEvent.of(reading.atMicros() / 1_000, reading);
            },
            new TopicEventFormat<>(new GpuReadingFormat()));

    private TopicEvent<GpuReading> decode(byte[] value) {
        return decoder.decode(new ConsumerRecord<>(
                "topic",
                3,
                7L,
                MIDNIGHT_MILLIS,
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                new byte[0],
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    private static byte[] bytes(GpuSample.Builder sample) {
        return new RecordEncoder<GpuSample>(GpuSample.getClassSchema()).encode(sample.build());
    }

    private DeadLetter deadLetter(byte[] value) {
        TopicEvent<GpuReading> event = decode(value);
        assertThat(event.value()).isNull();
        assertThat(event.clockMillis()).isEqualTo(Long.MIN_VALUE);
        return Objects.requireNonNull(event.deadLetter());
    }

    @Test
    void goodRecord_isAValueWithItsPositionAndTime() throws Exception {
        TopicEvent<GpuReading> event = decode(bytes(at("GPU-1", 30).setPowerWatts(300.0)));

        GpuReading reading = Objects.requireNonNull(event.value());
        assertThat(reading.partition()).isEqualTo(3);
        assertThat(reading.offset()).isEqualTo(7);
        assertThat(event.clockMillis()).isEqualTo(MIDNIGHT_MILLIS + 30_000);
        TopicEvent<GpuReading> copy = BinaryCopies.of(new TopicEventFormat<>(new GpuReadingFormat()), event);
        assertThat(Objects.requireNonNull(copy.value()).atMicros()).isEqualTo(reading.atMicros());
    }

    @Test
    void badRecords_areDeadLettersWithTheirBytesAndDoNotMoveTheClock() {
        byte[] garbage = {1, 2, 3};
        assertThat(deadLetter(garbage).getReason()).isEqualTo(DeadLetterReason.UNREADABLE);
        assertThat(deadLetter(garbage).getPayload().array()).isEqualTo(garbage);
        assertThat(deadLetter(bytes(at("GPU-1", 0).setPowerWatts(Double.NaN))).getReason())
                .isEqualTo(DeadLetterReason.INVALID);
        assertThat(deadLetter(bytes(at("GPU-1", 0).setPowerWatts(-3.0))).getReason())
                .isEqualTo(DeadLetterReason.INVALID);
        assertThat(deadLetter(bytes(at("GPU-1", 0).setAtMicros(4_070_908_800_000_000L)))
                        .getReason())
                .as("year 2099")
                .isEqualTo(DeadLetterReason.FROM_THE_FUTURE);
    }
}
