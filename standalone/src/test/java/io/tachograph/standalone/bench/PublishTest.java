package io.tachograph.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.LoadTest;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.codec.CompressedText;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishTest {
    @TempDir
    private Path directory;

    @Test
    void measuredRequests_areOnTheTopicWithTheRunsId() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                QuickFleet fleet = QuickFleet.start()) {
            Ran early =
                    fleet.bench("--requests", "1", "--publish", kafka.access().bootstrapServers());
            assertThat(early.err()).contains("lacks the topics " + Topics.REQUEST_TIMINGS.name());
            assertThat(early.code()).isEqualTo(5);

            kafka.createTopics(Topics.ALL, 2);
            Ran ran = fleet.bench(("--rate 100 --requests 30 --warm-up 5 --run-id run-7 --publish "
                            + kafka.access().bootstrapServers() + " --output " + directory)
                    .split(" ", -1));

            assertThat(ran.code()).as(ran.err()).isZero();
            List<RequestTiming> published = TopicReader.timings(kafka.access());
            assertThat(published)
                    .allSatisfy(timing -> assertThat(timing.getRunId()).hasToString("run-7"));
            assertThat(published.stream().map(PublishTest::id)).containsExactlyInAnyOrderElementsOf(measured());
            List<SpecificRecord> tests = TopicReader.records(kafka.access(), Topics.LOAD_TESTS);
            assertThat(tests).hasSize(1);
            LoadTest test = (LoadTest) tests.get(0);
            assertThat(test.getRun()).isEqualTo("run-7");
            byte[] result = new byte[test.getResult().remaining()];
            test.getResult().duplicate().get(result);
            assertThat(CompressedText.text(result, 1_000_000) + "\n")
                    .isEqualTo(Files.readString(directory.resolve("result.json")));
        }
    }

    private static String id(RequestTiming timing) {
        ByteBuffer bytes = ByteBuffer.wrap(timing.getRequestId().bytes());
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    private List<String> measured() throws Exception {
        List<String> ids = Json.lines(directory.resolve("requests.jsonl")).stream()
                .filter(request -> request.get("phase").asText().equals("measured"))
                .map(request -> request.get("request_id").asText())
                .toList();
        assertThat(ids).hasSize(30);
        return ids;
    }
}
