package io.tachograph.generation.http;

import io.javalin.Javalin;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.HttpServerSetup;
import io.tachograph.api.MalformedRequests;
import io.tachograph.api.OpenPort;
import io.tachograph.api.UnopenedPortException;
import io.tachograph.api.answer.Json;
import io.tachograph.api.key.KeyBook;
import io.tachograph.api.limit.Budgets;
import io.tachograph.api.metrics.HttpMetrics;
import io.tachograph.api.metrics.MetricsResource;
import io.tachograph.config.GenerationSection;
import io.tachograph.generation.ServedModels;
import io.tachograph.generation.task.TaskTable;
import io.tachograph.generation.task.TaskWriter;
import io.tachograph.generation.worker.Worker;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.KafkaAdmin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The running API of tasks. Any number of instances may run on one Kafka, and each answers for every task. Thread-safe. */
public final class GenerationServer implements AutoCloseable {
    /** Below the largest message that Kafka takes unless it is told otherwise. */
    static final int MOST_BODY_BYTES = 1_000_000;

    private static final int MAX_THREADS = 128;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Javalin server;
    private final TaskTable tasks;
    private final GenerationHealthResource health;
    private final Deque<AutoCloseable> parts;

    private GenerationServer(
            Javalin server, TaskTable tasks, GenerationHealthResource health, Deque<AutoCloseable> parts) {
        this.server = server;
        this.tasks = tasks;
        this.health = health;
        this.parts = parts;
    }

    /**
     * It answers when this returns.
     *
     * @param keys of callers, who are those with the scope {@code generate}
     * @param tasks stay the caller's to close, after the server
     * @param budgets stay the caller's to close, after the server
     * @param registry what {@code /metrics} shows; the server adds its own
     * @throws IOException in one sentence, when it cannot listen there
     */
    public static GenerationServer start(
            GenerationSection section,
            KeyBook keys,
            ServedModels models,
            KafkaAccess kafka,
            TaskTable tasks,
            Budgets budgets,
            PrometheusRegistry registry)
            throws IOException {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            TaskWriter writer = TaskWriter.open(kafka, kafka.clientId("tachograph-generation"), PATIENCE);
            parts.push(writer);
            KafkaAdmin admin = KafkaAdmin.open(kafka, PATIENCE);
            parts.push(admin);
            HttpMetrics http = new HttpMetrics(registry);
            parts.push(http);
            TaskMetrics.register(registry, tasks);
            QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
            threads.setName("generation");
            TaskStreams streams = new TaskStreams(tasks, threads, registry);
            parts.push(streams);
            GenerationHealthResource health =
                    new GenerationHealthResource(new QueueHealth(admin, Worker.GROUP), tasks, models);
            Javalin server = Javalin.create(javalin -> {
                HttpServerSetup.apply(
                        javalin,
                        new OpenPort("The generation API", "generation.port", section.host(), section.portOfItsOwn()),
                        threads,
                        http,
                        new MalformedRequests(http, "application/json", GenerationServer::malformed));
                javalin.http.maxRequestSize = MOST_BODY_BYTES;
                javalin.routes.beforeMatched(new TaskGate(keys));
                GenerationRoutes.define(
                        javalin.routes,
                        new SubmitResource(new SubmissionReader(section, models), writer, section.lanes(), budgets),
                        new TaskLookup(tasks),
                        new StreamResource(tasks, streams),
                        new CancelResource(tasks, writer),
                        health,
                        new MetricsResource(registry));
            });
            return new GenerationServer(server.start(), tasks, health, parts);
        } catch (UnopenedPortException e) {
            closeAll(parts);
            throw e.reason();
        } catch (IOException | RuntimeException e) {
            closeAll(parts);
            throw e;
        }
    }

    private static byte[] malformed(int status) {
        String sentence = status < 500 ? "The request is not what HTTP allows" : "Internal server error";
        return Json.text(Refusal.body(status, sentence)).getBytes(StandardCharsets.UTF_8);
    }

    /** The port that it listens on, also when any was asked for. */
    public int port() {
        return server.port();
    }

    /** What is wrong with it, if anything is: then the process must be started anew. */
    public Optional<String> trouble() {
        return tasks.trouble();
    }

    /** Its end is near: {@code /health} says so, and all requests are still answered. */
    public void announceEnd() {
        health.stopping();
    }

    /** Stops listening. Requests in flight may be cut off; accepted tasks are Kafka's. */
    @Override
    public void close() {
        server.stop();
        closeAll(parts);
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("A part of the API could not be closed.", e);
            }
        }
    }
}
