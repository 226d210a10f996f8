package io.tachograph.generation.worker;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.limit.Budgets;
import io.tachograph.client.endpoint.Target;
import io.tachograph.client.endpoint.Targets;
import io.tachograph.client.http.HttpClient;
import io.tachograph.client.http.HttpClientConfig;
import io.tachograph.config.GenerationSection;
import io.tachograph.generation.ServedModels;
import io.tachograph.generation.task.TaskTable;
import io.tachograph.generation.task.TaskWriter;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.KafkaFailure;
import io.tachograph.schemas.avro.RequestTiming;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Takes tasks from Kafka and runs them on targets. All workers of one Kafka must know the same models. One that dies loses
 * nothing: what it had not brought to an end another one runs again, as a further attempt. Thread-safe.
 */
public final class Worker implements AutoCloseable {
    /** Consumer group of all workers. */
    public static final String GROUP = "tachograph-generation-workers";

    /** While Kafka is away answers wait in memory. */
    private static final Duration WRITER_PATIENCE = Duration.ofHours(1);
    /** Kafka's own limit between two polls, and time beside {@code drain-limit} for the rest of a hand-over. */
    private static final long POLL_MILLIS = 300_000;

    private static final long REST_MILLIS = 60_000;

    private final RequestFeed feed;
    private final TaskTable tasks;
    private final Deque<AutoCloseable> parts;

    private Worker(RequestFeed feed, TaskTable tasks, Deque<AutoCloseable> parts) {
        this.feed = feed;
        this.tasks = tasks;
        this.parts = parts;
    }

    /**
     * Takes the tasks that wait, and those that come.
     *
     * @param tasks stay the caller's to close, after the worker
     * @param agent its name in records of requests
     * @param environment gives the value of an environment variable, null when it is not set; for the targets' keys
     * @param timings gets the record of each attempt; it must not block
     * @param budgets charged with what attempts took; stay the caller's to close, after the worker
     * @throws IOException in one sentence, when Kafka does not answer
     * @throws IllegalArgumentException in one sentence, when a target cannot be right
     */
    public static Worker start(
            GenerationSection section,
            ServedModels models,
            KafkaAccess kafka,
            TaskTable tasks,
            String agent,
            Function<String, @Nullable String> environment,
            Consumer<RequestTiming> timings,
            Budgets budgets,
            PrometheusRegistry registry)
            throws IOException {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            HttpClient http = HttpClient.start(HttpClientConfig.defaults());
            parts.push(http);
            List<Target> targets = models.targets().stream()
                    .map(target -> Targets.of(target, http, environment))
                    .toList();
            TaskWriter writer = TaskWriter.open(kafka, kafka.clientId("tachograph-worker"), WRITER_PATIENCE);
            parts.push(writer);
            UnfinishedRequests unfinished = new UnfinishedRequests();
            WorkerCounters counters = new WorkerCounters(registry);
            WorkerLimits limits = WorkerLimits.of(section);
            WorkThread thread = new WorkThread("worker-dispatch");
            Doorbell doorbell = new Doorbell();
            parts.push(doorbell);
            Dispatcher dispatcher = new Dispatcher(
                    thread,
                    UUID.randomUUID().toString(),
                    limits,
                    new TargetPool(targets, limits, thread, doorbell, counters),
                    tasks,
                    writer,
                    unfinished,
                    counters,
                    new AttemptSender.Sent(agent, timings, budgets));
            parts.push(dispatcher);
            RequestFeed feed = new RequestFeed(
                    consumer(kafka, section), tasks, writer, dispatcher, unfinished, counters, section.drainLimit());
            parts.push(feed);
            feed.start();
            return new Worker(feed, tasks, parts);
        } catch (IOException | RuntimeException e) {
            closeAll(parts);
            throw e;
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(KafkaAccess kafka, GenerationSection section)
            throws IOException {
        long silence = section.workerSilence().toMillis();
        try {
            return new KafkaConsumer<>(
                    kafka.consumer(Map.of(
                            ConsumerConfig.GROUP_ID_CONFIG,
                            GROUP,
                            ConsumerConfig.CLIENT_ID_CONFIG,
                            kafka.clientId("tachograph-worker"),
                            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                            "false",
                            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                            "earliest",
                            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                            CooperativeStickyAssignor.class.getName(),
                            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                            Long.toString(silence),
                            ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                            Long.toString(
                                    Math.max(POLL_MILLIS, section.drainLimit().toMillis() + REST_MILLIS)),
                            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                            Long.toString(Math.max(1, silence / 3)))),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw new IOException(KafkaFailure.sentence(kafka, e), e);
        }
    }

    /** What is wrong with it, if anything is: then the process must be started anew. */
    public Optional<String> trouble() {
        return Optional.ofNullable(feed.trouble()).or(tasks::trouble);
    }

    /** Takes no more tasks, lets those that run run on for a while, and stops. */
    @Override
    public void close() {
        closeAll(parts);
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("A part of the worker could not be closed.", e);
            }
        }
    }
}
