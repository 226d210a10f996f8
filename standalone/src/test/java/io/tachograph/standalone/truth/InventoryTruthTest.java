package io.tachograph.standalone.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tachograph.config.ConfigFile;
import io.tachograph.embedded.kafka.TopicReader;
import io.tachograph.jobs.catalog.ConfiguredJobs;
import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.InventoryContainer;
import io.tachograph.schemas.avro.InventoryEngine;
import io.tachograph.schemas.avro.InventoryJob;
import io.tachograph.schemas.avro.InventoryModel;
import io.tachograph.schemas.avro.InventoryRoute;
import io.tachograph.schemas.avro.InventoryTarget;
import io.tachograph.schemas.avro.LoadTest;
import io.tachograph.schemas.avro.ScoreSummary;
import io.tachograph.schemas.avro.Usage;
import io.tachograph.schemas.codec.RecordEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of record of the inventory, events, usage, scores and load tests, through a real Kafka, Flink and PostgreSQL. */
class InventoryTruthTest {
    private static final long AT = Scenario.START_MILLIS * 1_000;
    private static final String AGENT = "agent";

    @TempDir
    private Path directory;

    @Test
    void whatWasFoundLast_isInItsTable_andAnotherVersionIsADeploy() throws Exception {
        Path none = Files.writeString(directory.resolve("t.yml"), "slos: []\n");
        try (JobsOnServers jobs = new JobsOnServers(
                directory,
                List.of(JobCatalog.named("inventory")),
                ConfiguredJobs.of(ConfigFile.read(none, Map.of())))) {
            StoredWindows stored = new StoredWindows(jobs.jdbcUrl());
            try (KafkaProducer<byte[], byte[]> producer = TopicReader.producer(jobs.brokers())) {
                for (SpecificRecord record : List.of(
                        target(),
                        engine("0.30", 0),
                        engine("0.30", 60),
                        engine("", 70),
                        engine("0.31", 80),
                        engine("0.31", 90),
                        engine("0.30", 50),
                        container("running", 0),
                        container("exited", 9),
                        container("running", 5),
                        model(),
                        route(),
                        job())) {
                    send(producer, Topics.INVENTORY, record);
                }
                send(producer, Topics.EVENTS, fault("it fell", 1));
                send(producer, Topics.EVENTS, fault("it fell again", 3));
                send(producer, Topics.EVENTS, fault("late news", 2));
                send(producer, Topics.EVENTS, told("run-1", "begins", 4));
                send(producer, Topics.EVENTS, told("run-1", "is over", 5));
                send(producer, Topics.EVENTS, told("run-2", "begins", 4));
                send(producer, Topics.USAGE, usage(3L, 10));
                send(producer, Topics.USAGE, usage(5L, 20));
                send(producer, Topics.USAGE, usage(4L, 15));
                send(producer, Topics.USAGE, minute(7L, 20));
                send(producer, Topics.USAGE, minute(6L, 10));
                send(producer, Topics.USAGE, score());
                send(producer, Topics.LOAD_TESTS, loadTest("nightly", 10));
                send(producer, Topics.LOAD_TESTS, loadTest("sent again, late", 5));
                producer.send(new ProducerRecord<>(Topics.INVENTORY.name(), new byte[] {1}, new byte[] {1, 2, 3}))
                        .get();
                send(producer, Topics.INVENTORY, fault("astray", 1));
                send(producer, Topics.EVENTS, target());
            }

            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertStored(jobs, stored));
        }
    }

    private static void assertStored(JobsOnServers jobs, StoredWindows stored) throws Exception {
        assertThat(jobs.status()).isEqualTo("RUNNING");
        assertThat(stored.texts("SELECT concat_ws('|', kind, subject, text, tags,"
                        + " extract(epoch FROM started_at)::bigint - " + AT / 1_000_000
                        + ") FROM tachograph.event"))
                .containsExactlyInAnyOrder(
                        "fault|t|it fell again|{}|0",
                        "fault|t|is over|{}|5",
                        "fault|t|begins|{}|4",
                        "deploy|t|vllm 0.31 serves, where vllm 0.30 did|{vllm,0.31}|80");
        assertThat(stored.texts("SELECT id FROM tachograph.event WHERE kind = 'fault'"))
                .containsExactlyInAnyOrder(AT + "|fault|t", "run-1", "run-2");
        assertThat(stored.texts("SELECT concat_ws('|', target, model, cluster, tenant, url, labels, probed)"
                        + " FROM tachograph.target"))
                .containsExactly("t|llama|east|acme|http://h:8000|{\"rack\": \"7\"}|t");
        assertThat(stored.texts(
                        "SELECT concat_ws('|', target, engine, engine_version, models)" + " FROM tachograph.engine"))
                .containsExactly("t|vllm|0.31|{llama,\"lora a\"}");
        assertThat(stored.texts("SELECT concat_ws('|', container, image, state, gpus, exit_code, oom_killed)"
                        + " FROM tachograph.container"))
                .containsExactly("c|vllm:1|exited|{GPU-a,GPU-b}|137|t");
        assertThat(stored.texts("SELECT concat_ws('|', source, target = '', model, parameters, licence, facts)"
                        + " FROM tachograph.model"))
                .containsExactly("huggingface|t|meta/llama|8000000000|llama3.1|{\"sha\": \"abc\"}");
        assertThat(stored.texts("SELECT concat_ws('|', proxy, route, model, target, output_cost_per_token, state)"
                        + " FROM tachograph.model_route"))
                .containsExactly("p|r|llama|t|2.5e-06|healthy");
        assertThat(stored.texts("SELECT concat_ws('|', cluster, job, state, models, hosts, walltime_seconds)"
                        + " FROM tachograph.cluster_job"))
                .containsExactly("east|17|running|{llama}|{n1,n2}|3600");
        assertThat(stored.texts("SELECT concat_ws('|', source, scope, model, tenant, window_end - window_start, calls,"
                        + " cost_usd, failures IS NULL) FROM tachograph.usage"))
                .containsExactly("litellm http://h|model|llama|red|1 day|5|0|t");
        assertThat(stored.texts("SELECT concat_ws('|', source, model, window_end - window_start, calls, throttled,"
                        + " latency_mean_seconds, ttft_mean_seconds IS NULL) FROM tachograph.usage_1m"))
                .containsExactly("cloudwatch us-east-1|claude|00:01:00|7|2|1.5|t");
        assertThat(stored.texts("SELECT concat_ws('|', source, name, type, model, scores, mean, minimum IS NULL)"
                        + " FROM tachograph.score"))
                .containsExactly("langfuse http://h|trust|numeric|llama|2|-0.5|t");
        assertThat(stored.texts(
                        "SELECT concat_ws('|', run, label, ttft_p99_seconds, tpot_p99_seconds IS NULL, client_bound,"
                                + " encode(result, 'hex')) FROM tachograph.load_test"))
                .containsExactly("run-7|nightly|0.5|t|t|0102ff");
        assertThat(TopicReader.records(jobs.brokers(), Topics.EVENTS))
                .filteredOn(record ->
                        record instanceof Event event && event.getKind().equals("deploy"))
                .hasSize(1);
        assertThat(TopicReader.records(jobs.brokers(), Topics.DEAD_LETTERS)).hasSize(3);
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, Topic topic, SpecificRecord record)
            throws Exception {
        producer.send(new ProducerRecord<>(
                        topic.name(),
                        record.getSchema().getName().getBytes(StandardCharsets.UTF_8),
                        new RecordEncoder<SpecificRecord>(record.getSchema()).encode(record)))
                .get();
    }

    private static long at(int second) {
        return AT + second * 1_000_000L;
    }

    private static InventoryTarget target() {
        return InventoryTarget.newBuilder()
                .setTarget("t")
                .setModel("llama")
                .setCluster("east")
                .setFramework("vllm")
                .setApi("openai-chat")
                .setTenant("acme")
                .setUrl("http://h:8000")
                .setLabels(Map.of("rack", "7"))
                .setAgent(AGENT)
                .setAssertedAtMicros(at(0))
                .build();
    }

    private static InventoryEngine engine(String version, int second) {
        return InventoryEngine.newBuilder()
                .setTarget("t")
                .setEngine("vllm")
                .setVersion(version)
                .setModels(List.of("llama", "lora a"))
                .setAgent(AGENT)
                .setAssertedAtMicros(at(second))
                .build();
    }

    private static InventoryContainer container(String state, int second) {
        boolean ended = state.equals("exited");
        return InventoryContainer.newBuilder()
                .setId("c")
                .setName("vllm-1")
                .setNode("n1")
                .setImage("vllm:1")
                .setTarget("t")
                .setState(state)
                .setExitCode(ended ? 137 : null)
                .setOomKilled(ended ? true : null)
                .setGpus(List.of("GPU-a", "GPU-b"))
                .setSource("docker")
                .setAgent(AGENT)
                .setAssertedAtMicros(at(second))
                .build();
    }

    private static InventoryModel model() {
        return InventoryModel.newBuilder()
                .setModel("meta/llama")
                .setSource("huggingface")
                .setParameters(8_000_000_000L)
                .setLicence("llama3.1")
                .setFacts(Map.of("sha", "abc"))
                .setAgent(AGENT)
                .setAssertedAtMicros(at(0))
                .build();
    }

    private static InventoryRoute route() {
        return InventoryRoute.newBuilder()
                .setId("r")
                .setProxy("p")
                .setSource("litellm")
                .setModel("llama")
                .setTarget("t")
                .setState("healthy")
                .setOutputCostPerToken(2.5e-6)
                .setAgent(AGENT)
                .setAssertedAtMicros(at(0))
                .build();
    }

    private static InventoryJob job() {
        return InventoryJob.newBuilder()
                .setId("17")
                .setCluster("east")
                .setSource("gateway")
                .setState("running")
                .setModels(List.of("llama"))
                .setHosts(List.of("n1", "n2"))
                .setWalltimeSeconds(3_600L)
                .setAgent(AGENT)
                .setAssertedAtMicros(at(0))
                .build();
    }

    private static Usage usage(long calls, int second) {
        return Usage.newBuilder()
                .setSource("litellm http://h")
                .setScope("model")
                .setModel("llama")
                .setTenant("red")
                .setAgent(AGENT)
                .setFromMicros(AT)
                .setToMicros(at(86_400))
                .setAssertedAtMicros(at(second))
                .setCount(calls)
                .setCostUsd(0.0)
                .build();
    }

    private static Usage minute(long calls, int second) {
        return Usage.newBuilder()
                .setSource("cloudwatch us-east-1")
                .setScope("model")
                .setModel("claude")
                .setAgent(AGENT)
                .setFromMicros(AT)
                .setToMicros(at(60))
                .setAssertedAtMicros(at(second))
                .setCount(calls)
                .setThrottled(2L)
                .setLatencyMeanSeconds(1.5)
                .build();
    }

    private static ScoreSummary score() {
        return ScoreSummary.newBuilder()
                .setSource("langfuse http://h")
                .setName("trust")
                .setType("numeric")
                .setModel("llama")
                .setAgent(AGENT)
                .setFromMicros(AT)
                .setToMicros(at(86_400))
                .setAssertedAtMicros(at(0))
                .setCount(2)
                .setMean(-0.5)
                .build();
    }

    /** With an id, which alone identifies it. */
    private static Event told(String id, String text, int second) {
        return Event.newBuilder(fault(text, second))
                .setId(id)
                .setStartedAtMicros(at(second))
                .build();
    }

    private static LoadTest loadTest(String label, int second) {
        return LoadTest.newBuilder()
                .setRun("run-7")
                .setLabel(label)
                .setTarget("t")
                .setModel("llama")
                .setArrivals("poisson 20/s")
                .setWorkload("random 512/128")
                .setStartedAtMicros(at(0))
                .setAssertedAtMicros(at(second))
                .setMeasuredSeconds(300)
                .setOffered(6_000)
                .setOk(5_990)
                .setFailed(10)
                .setRequestThroughput(19.9)
                .setOutputThroughput(2_500)
                .setTtftP99Seconds(0.5)
                .setClientBound(true)
                .setPartial(false)
                .setResult(ByteBuffer.wrap(new byte[] {1, 2, -1}))
                .build();
    }

    private static Event fault(String text, int second) {
        return Event.newBuilder()
                .setKind("fault")
                .setSubject("t")
                .setStartedAtMicros(at(0))
                .setText(text)
                .setSource("a person")
                .setAssertedAtMicros(at(second))
                .build();
    }
}
