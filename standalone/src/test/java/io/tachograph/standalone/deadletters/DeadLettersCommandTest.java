package io.tachograph.standalone.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.DeadLetterReason;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.RecordEncoder;
import io.tachograph.windows.RequestTimings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A topic of letters of every kind, and what each way of asking says and sends. */
class DeadLettersCommandTest {
    private static final String TOPIC = Topics.REQUEST_TIMINGS.name();

    @TempDir
    private Path directory;

    private String out = "";
    private String err = "";

    private int run(EmbeddedKafka kafka, String... arguments) {
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        int code = new CommandLine(new DeadLettersCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(outText, true))
                .setErr(new PrintWriter(errText, true))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(Stream.concat(Stream.of("--kafka", kafka.access().bootstrapServers()), Stream.of(arguments))
                        .toArray(String[]::new));
        out = outText.toString();
        err = errText.toString();
        return code;
    }

    @Test
    void letters_areListedShownAndSentOnceMore() throws Exception {
        byte[] timing = new RecordEncoder<RequestTiming>(RequestTiming.getClassSchema())
                .encode(RequestTimings.success(1, RequestTimings.MIDNIGHT_MILLIS)
                        .setTarget("here-vllm-m")
                        .build());
        byte[] garbage = "{\"not\": \"avro\"}".getBytes(StandardCharsets.UTF_8);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            kafka.createTopics(Topics.ALL, 1);
            // Offsets 0 and 1 of the origin.
            send(kafka, Topics.REQUEST_TIMINGS.name(), timing, garbage);
            send(
                    kafka,
                    Topics.DEAD_LETTERS.name(),
                    letter(0, DeadLetterReason.LATE, "came late", null),
                    letter(1, DeadLetterReason.UNREADABLE, "no marker", garbage),
                    letter(1, DeadLetterReason.UNREADABLE, "no marker", garbage),
                    letter(0, DeadLetterReason.INVALID, "odd; payload cut from 90 to 4 bytes", new byte[] {1, 2, 3, 4}),
                    letter(77, DeadLetterReason.INVALID, "odd; payload cut from 90 to 4 bytes", new byte[] {1, 2, 3, 4
                    }),
                    letter(78, DeadLetterReason.INVALID, "two\nlines", timing),
                    garbage);

            // When, then: the list, each position once, one line each
            assertThat(run(kafka)).isZero();
            assertThat(out.lines()).hasSize(4).allMatch(line -> line.contains("  " + TOPIC + "/0/"));
            assertThat(out).contains("LATE             " + TOPIC + "/0/0  came late", "two?lines");
            assertThat(err).contains("4 of 4 letters; 2 second letters of a position, 1 values that are no letters");

            assertThat(run(kafka, "--reason", "unreadable", "--json")).isZero();
            assertThat(out.strip()).startsWith("{\"time\":\"").contains("\"offset\":1", "\"payload_hex\":\"7b226e6f74");
            assertThat(run(kafka, "--limit", "1")).isZero();
            assertThat(out.lines()).singleElement().asString().contains(TOPIC + "/0/78");
            assertThat(run(kafka, "--topic", "another")).isZero();
            assertThat(out).isEmpty();

            // When, then: one letter, decoded where it decodes
            assertThat(run(kafka, "--show", TOPIC + "/0/78")).isZero();
            assertThat(out).contains("Decoded   {", "here-vllm-m", "00000000  c3 01 ");
            assertThat(run(kafka, "--show", TOPIC + "/0/1")).isZero();
            assertThat(out).contains("Decoded   no: ", "|{\"not\": \"avro\"}|");
            assertThat(run(kafka, "--show", TOPIC + "/0/5")).isEqualTo(1);
            assertThat(err).contains("there is no dead letter of " + TOPIC + "/0/5");

            // When, then: a dry run sends nothing
            assertThat(run(kafka, "--republish", "--dry-run")).isZero();
            assertThat(out).contains("2 would be sent, 1 not possible", "0 failed, 1 late ones left out");
            assertThat(TopicReader.count(kafka.access(), Topics.REQUEST_TIMINGS))
                    .isEqualTo(2);

            // When, then: payloads go back as they were
            assertThat(run(kafka, "--republish")).isZero();
            assertThat(out).contains("2 sent, 1 not possible");
            assertThat(values(kafka)).containsExactly(timing, garbage, garbage, timing);

            // When, then: a letter without payload is read where it came from
            assertThat(run(kafka, "--republish", "--reason", "LATE")).isZero();
            assertThat(out).contains("1 sent, 0 not possible");
            assertThat(values(kafka)).hasSize(5).last().isEqualTo(timing);
        }
    }

    private static List<byte[]> values(EmbeddedKafka kafka) throws Exception {
        List<byte[]> values = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (TopicPositions topics = new TopicPositions(kafka.access())) {
            topics.all(Topics.REQUEST_TIMINGS.name(), record -> values.add(record.value()));
        }
        return values;
    }

    private static byte[] letter(long offset, DeadLetterReason reason, String detail, byte @Nullable [] payload) {
        return new RecordEncoder<DeadLetter>(DeadLetter.getClassSchema())
                .encode(new DeadLetter(
                        TOPIC, 0, offset, reason, detail, payload == null ? null : ByteBuffer.wrap(payload)));
    }

    private static void send(EmbeddedKafka kafka, String topic, byte[]... values) {
        try (KafkaProducer<byte[], byte[]> producer = TopicReader.producer(kafka.access())) {
            for (byte[] value : values) {
                var unused = producer.send(new ProducerRecord<>(topic, value));
            }
        }
    }
}
