package io.tachograph.api.intake;

import io.javalin.http.Context;
import io.tachograph.api.answer.Json;
import io.tachograph.api.answer.Problem;
import io.tachograph.api.audit.AuditLog;
import io.tachograph.api.caller.Caller;
import io.tachograph.api.request.RefusedRequestException;
import io.tachograph.kafka.RecordWriter;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.codec.RecordEncoder;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes what callers send to Kafka, and answers when it is acknowledged. Thread-safe. */
public final class KafkaIntake {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaIntake.class);

    private final @Nullable RecordWriter kafka;
    private final AuditLog audit;

    /** @param kafka null where none is configured; then everything is refused */
    public KafkaIntake(@Nullable RecordWriter kafka, AuditLog audit) {
        this.kafka = kafka;
        this.audit = audit;
    }

    /**
     * Something to publish.
     *
     * @param id by which it counts once, however often it is sent
     * @param action as the audit log calls it
     * @param answer the body of the 202
     */
    public record Sent(Topic topic, String key, SpecificRecord record, String id, String action, Object answer) {}

    /** @throws RefusedRequestException when no Kafka is configured */
    public void check() {
        RecordWriter unused = writer();
    }

    private RecordWriter writer() {
        if (kafka == null) {
            throw new RefusedRequestException(
                    Problem.of(
                            503,
                            "This API publishes nothing, because it has no Kafka: start it with --kafka, or set kafka.bootstrap-servers."));
        }
        return kafka;
    }

    /** Answers 202 when Kafka has acknowledged it, 503 when it has not in time. */
    public void put(Context ctx, Sent sent) {
        RecordWriter writer = writer();
        Caller caller = Caller.of(ctx);
        byte[] bytes = new RecordEncoder<SpecificRecord>(sent.record().getSchema()).encode(sent.record());
        ctx.future(() -> writer.write(sent.topic().name(), sent.key(), bytes).handle((written, failure) -> {
            if (failure == null) {
                audit.done(ctx, caller.id(), sent.action(), sent.id());
                Json.send(ctx, 202, sent.answer());
            } else {
                LOG.warn("{} could not be published to Kafka: {}", sent.action(), failure.getMessage());
                ctx.header("Retry-After", "10");
                Problem.of(
                                503,
                                "Kafka did not take it in time: send it again with the id " + sent.id()
                                        + ", and it counts once.")
                        .send(ctx);
            }
            return null;
        }));
    }
}
