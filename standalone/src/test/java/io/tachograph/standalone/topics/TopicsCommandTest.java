package io.tachograph.standalone.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.schemas.Topics;
import io.tachograph.standalone.CommandRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsCommandTest {
    @Test
    void topics_areCreatedCheckedAndUpdated_andARunMoreChangesNothing(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            String brokers = kafka.access().bootstrapServers();
            try (Admin admin = Admin.create(kafka.access().admin())) {
                admin.createTopics(List.of(new NewTopic(Topics.GPU_SAMPLES.name(), 3, (short) 1)
                                .configs(Map.of("retention.ms", "1000", "segment.ms", "21600000"))))
                        .all()
                        .get();
            }

            assertThat(run(1, "--kafka", brokers, "--check"))
                    .contains("tachograph.request-timings     MISSING")
                    .contains("DIFFERS, 3 partitions, 1 replica:")
                    .contains("retention.ms 1000, should be 259200000");
            assertThat(run(0, "--kafka", brokers, "--partitions", "2", "--replication", "1"))
                    .contains("tachograph.request-timings     created")
                    .contains("DIFFERS, 3 partitions, 1 replica: 2 partitions were asked for; ");
            assertThat(run(0, "--kafka", brokers, "--update"))
                    .contains("ok, 2 partitions, 1 replica")
                    .contains("updated, 3 partitions, 1 replica:")
                    .contains("retention.ms 1000 changed to 259200000")
                    .doesNotContain("created");
            assertThat(run(1, "--kafka", brokers, "--check", "--partitions", "2", "--replication", "2"))
                    .contains("DIFFERS, 2 partitions, 1 replica: 2 replicas were asked for")
                    .contains(
                            "DIFFERS, 3 partitions, 1 replica: 2 partitions were asked for; 2 replicas were asked for");
            assertThat(run(0, "--kafka", brokers, "--check").lines())
                    .hasSize(Topics.ALL.size())
                    .allMatch(line -> line.contains(" ok, "));
        }
    }

    @Test
    void checkAndUpdate_excludeEachOther() {
        CommandRun run = new CommandRun();

        assertThat(run.run("topics", "--kafka", "127.0.0.1:1", "--check", "--update"))
                .isNotZero();

        assertThat(run.err.toString()).contains("give one of them");
    }

    private static String run(int expected, String... options) {
        CommandRun run = new CommandRun();
        String[] line = new String[options.length + 1];
        line[0] = "topics";
        System.arraycopy(options, 0, line, 1, options.length);
        int code = run.run(line);
        assertThat(code).as(run.err + "" + run.out).isEqualTo(expected);
        return run.out.toString();
    }
}
