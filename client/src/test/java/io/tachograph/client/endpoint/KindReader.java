package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tachograph.schemas.avro.Origin;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/** Reads answers of one API kind without a server. */
final class KindReader {
    private final ApiKind kind;
    private final WireProtocol protocol;

    KindReader(ApiKind kind) {
        this.kind = kind;
        this.protocol = kind.open(URI.create("http://localhost"));
    }

    /** What is found when text and times are kept. */
    AttemptMeasurements read(boolean streamed, byte[]... reads) throws AnswerException {
        AttemptMeasurements timer = new AttemptMeasurements(0, new Keep(true, true));
        read(timer, streamed, reads);
        return timer;
    }

    void read(AttemptMeasurements timer, boolean streamed, byte[]... reads) throws AnswerException {
        ApiCall call = call(streamed);
        AnswerReader reader = streamed ? new StreamReader(call, timer) : new WholeReader(call, timer);
        for (byte[] bytes : reads) {
            reader.read(Unpooled.wrappedBuffer(bytes), 1);
        }
        if (reader.end() != null) {
            throw new AssertionError("the answer goes on elsewhere");
        }
    }

    /** How many content chunks the beginning of a stream has. */
    int contentChunks(String beginning) throws AnswerException {
        AttemptMeasurements timer = new AttemptMeasurements(0, Keep.NOTHING);
        new StreamReader(call(true), timer).read(bytes(beginning), 1);
        return timer.contentChunks;
    }

    /** The call whose answer holds the answer. */
    ApiCall call(boolean streamed) throws AnswerException {
        PromptRequest request = new PromptRequest(
                new UUID(1, 2),
                1,
                Prompt.of(TargetFixture.PROMPT),
                RequestOptions.defaults().withStreamed(streamed),
                0,
                new Provenance(Origin.LOAD, "agent-1", null));
        ApiCall first = protocol.post(request);
        if (!kind.isTasks()) {
            return first;
        }
        WholeReader submission = new WholeReader(first, new AttemptMeasurements(0, Keep.NOTHING));
        submission.read(bytes("{\"status\":\"queued\",\"task_id\":\"a b/7\",\"message\":\"Wait\"}"), 1);
        return Objects.requireNonNull(submission.end(), "next call");
    }

    static ByteBuf bytes(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
