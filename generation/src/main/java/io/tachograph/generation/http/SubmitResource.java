package io.tachograph.generation.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tachograph.api.answer.Json;
import io.tachograph.api.caller.Caller;
import io.tachograph.api.limit.Budgets;
import io.tachograph.api.limit.Spender;
import io.tachograph.api.limit.Standing;
import io.tachograph.generation.RequestLog;
import io.tachograph.generation.task.TaskEvents;
import io.tachograph.generation.task.TaskStatus;
import io.tachograph.generation.task.TaskWriter;
import io.tachograph.schemas.avro.GenerationRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts tasks. A task is accepted when Kafka has acknowledged first its QUEUED event and then its request, so that no
 * worker meets a task that the table does not know. Thread-safe.
 */
final class SubmitResource implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(SubmitResource.class);

    private final SubmissionReader reader;
    private final TaskWriter writer;
    private final int lanes;
    private final Budgets budgets;

    SubmitResource(SubmissionReader reader, TaskWriter writer, int lanes, Budgets budgets) {
        this.reader = reader;
        this.writer = writer;
        this.lanes = lanes;
        this.budgets = budgets;
    }

    @Override
    public void handle(Context ctx) throws InterruptedException {
        Submission asked = reader.read(ctx.bodyAsBytes());
        Caller caller = Caller.of(ctx);
        spend(ctx, new Spender(caller.id(), caller.name(), caller.countedFor(), asked.model()));
        UUID id = UUID.randomUUID();
        GenerationRequest request = request(id, asked, caller);
        accept(request, Math.floorMod(id.hashCode(), lanes));
        RequestLog.accepted(request);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", TaskStatus.QUEUED.text());
        body.put("task_id", id.toString());
        body.put("message", "Your request is being processed. Use the task_id to check status.");
        Json.send(ctx, 202, body);
    }

    private void spend(Context ctx, Spender spender) {
        Standing standing = budgets.begin(spender);
        standing.headers().forEach(ctx::header);
        if (!standing.mayPass()) {
            throw Refusal.tooMuch();
        }
    }

    private void accept(GenerationRequest request, int lane) throws InterruptedException {
        TaskEvents events = TaskEvents.ofApi(request.getTaskId());
        try {
            Acknowledged.await(writer.write(events.queued(request.getModel())));
        } catch (IOException e) {
            throw refused(e);
        }
        try {
            Acknowledged.await(writer.write(request, lane));
        } catch (IOException e) {
            // Whether Kafka has it is not known. A task that has ended is not run.
            CompletableFuture<Void> unused =
                    writer.write(events.failed(0, "NotAccepted", "The queue did not take the request."));
            throw refused(e);
        }
    }

    private static Refusal refused(IOException failure) {
        LOG.warn("A task could not be accepted: {}.", failure.getMessage());
        return new Refusal(503, "The queue cannot be reached; the request was not accepted.");
    }

    private static GenerationRequest request(UUID id, Submission asked, Caller caller) {
        return GenerationRequest.newBuilder()
                .setTaskId(id.toString())
                .setModel(asked.model())
                .setPrompt(asked.prompt())
                .setMaxTokens(asked.maxTokens())
                .setTemperature(asked.temperature())
                .setTopP(asked.topP())
                .setUserId(asked.userId())
                .setCaller(caller.name())
                .setCallerId(caller.id())
                .setTenant(caller.countedFor())
                .build();
    }
}
