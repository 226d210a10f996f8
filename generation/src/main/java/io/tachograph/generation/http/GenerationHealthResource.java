package io.tachograph.generation.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.answer.Json;
import io.tachograph.api.health.BuildVersion;
import io.tachograph.generation.ServedModels;
import io.tachograph.generation.task.TaskTable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the system is: {@code healthy}; {@code degraded} while no worker is there, when tasks are accepted and wait; or
 * {@code unhealthy}, with status 503, when Kafka does not answer; or {@code stopping}, with status 503, when this instance ends soon.
 * Thread-safe.
 */
final class GenerationHealthResource implements Handler {
    private final QueueHealth queue;
    private final TaskTable tasks;
    private final ServedModels models;
    private final String version = BuildVersion.read();
    private volatile boolean stopping;

    GenerationHealthResource(QueueHealth queue, TaskTable tasks, ServedModels models) {
        this.queue = queue;
        this.tasks = tasks;
        this.models = models;
    }

    /** Nothing more is to be sent to this instance. */
    void stopping() {
        stopping = true;
    }

    private String status(boolean connected, boolean worked) {
        if (stopping) {
            return "stopping";
        }
        return connected ? (worked ? "healthy" : "degraded") : "unhealthy";
    }

    @Override
    public void handle(Context ctx) throws InterruptedException {
        QueueHealth.Reading reading = queue.reading();
        boolean connected = reading.connected() && tasks.trouble().isEmpty();
        boolean worked = reading.workers() > 0;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status(connected, worked));
        // The queue's, whatever it is: callers of the seed's API look here.
        body.put("redis_connected", connected);
        body.put("model_loaded", worked);
        body.put("version", version);
        body.put("backend", models.backend());
        body.put("model", models.standard());
        body.put("available_models", models.names());
        body.put("queue", "kafka");
        body.put("workers", reading.workers());
        Json.send(ctx, connected && !stopping ? 200 : 503, body);
    }
}
