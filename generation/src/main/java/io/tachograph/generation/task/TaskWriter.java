package io.tachograph.generation.task;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.RecordWriter;
import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.GenerationEvent;
import io.tachograph.schemas.avro.GenerationRequest;
import io.tachograph.schemas.codec.RecordEncoder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Puts tasks and their events onto Kafka. What is written of one task by one thread stays in order. Thread-safe.
 */
public final class TaskWriter implements AutoCloseable {
    private final RecordWriter records;
    private final RecordEncoder<GenerationEvent> events = new RecordEncoder<>(GenerationEvent.getClassSchema());
    private final RecordEncoder<GenerationRequest> requests = new RecordEncoder<>(GenerationRequest.getClassSchema());

    private TaskWriter(RecordWriter records) {
        this.records = records;
    }

    /**
     * @param patience how long each record may take to be acknowledged
     * @throws IOException in one sentence, when the settings cannot be right
     */
    public static TaskWriter open(KafkaAccess kafka, String clientId, Duration patience) throws IOException {
        return new TaskWriter(RecordWriter.open(kafka, clientId, patience));
    }

    /** Completes when it is acknowledged, or exceptionally with an {@link IOException} of one sentence. */
    public CompletableFuture<Void> write(GenerationEvent event) {
        return records.write(Topics.GENERATION_EVENTS.name(), event.getTaskId(), events.encode(event));
    }

    /**
     * Likewise.
     *
     * @param lane of those that the model's tasks are spread over
     */
    public CompletableFuture<Void> write(GenerationRequest request, int lane) {
        return records.write(
                Topics.GENERATION_REQUESTS.name(),
                Topics.generationKey(request.getModel(), lane),
                requests.encode(request));
    }

    /** Waits until everything that was written is acknowledged, or has failed. */
    public void flush() {
        records.flush();
    }

    @Override
    public void close() {
        records.close();
    }
}
