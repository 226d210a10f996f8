package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.tachograph.schemas.avro.Outcome;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose {@code Content-Type} is missing or is not that of what was asked for. Servers and proxies send good
 * answers under a wrong one, so the body's beginning decides.
 */
final class ContentSniffingReader implements AnswerReader {
    private static final int MOST_TYPE_CHARS = 60;

    private final ApiCall call;
    private final String mediaType;
    private final AnswerKind said;
    private final StreamTimer timer;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private @Nullable AnswerReader chosen;

    ContentSniffingReader(ApiCall call, HttpHeaders head, StreamTimer timer) {
        this.call = call;
        this.mediaType = AnswerKind.mediaType(head);
        this.said = AnswerKind.of(head);
        this.timer = timer;
    }

    @Override
    public void read(ByteBuf bytes, long nanos) throws AnswerException {
        if (chosen != null) {
            chosen.read(bytes, nanos);
            return;
        }
        byte[] piece = new byte[bytes.readableBytes()];
        bytes.getBytes(bytes.readerIndex(), piece);
        beginning.writeBytes(piece);
        byte[] all = beginning.toByteArray();
        AnswerKind shown = BodyKind.of(all);
        if (shown != null) {
            chosen = choose(shown);
            // No line of it has ended before this read, so its stamp is right for all of them.
            chosen.read(Unpooled.wrappedBuffer(all), nanos);
            beginning.reset();
        } else if (BodyKind.isBlank(all)) {
            beginning.reset();
        }
    }

    private AnswerReader choose(AnswerKind shown) {
        boolean wanted = shown == call.form().kind() || (shown == AnswerKind.JSON && call.form() == AnswerForm.LINES);
        if (wanted) {
            AnswerReader answer = call.newReader(timer);
            return call.form() == AnswerForm.LINES && said == AnswerKind.JSON
                    ? new MislabeledLinesReader(answer, withItsSentence(AnswerKind.JSON), timer)
                    : answer;
        }
        return refusal(shown == AnswerKind.JSON && said == AnswerKind.JSON_LINES ? said : shown);
    }

    private AnswerReader refusal(AnswerKind came) {
        // The lines of a stream hold what a model said, and no sentence.
        return came == AnswerKind.EVENT_STREAM
                ? new UnreadBody(AnswerException.protocol(call.form().objection(came)))
                : withItsSentence(came);
    }

    private ErrorReader withItsSentence(AnswerKind came) {
        return new ErrorReader(Outcome.PROTOCOL_ERROR, call.form().objection(came));
    }

    @Override
    public @Nullable ApiCall end() throws AnswerException {
        return (chosen == null ? call.newReader(timer) : chosen).end();
    }

    @Override
    public @Nullable String note() {
        String other = chosen == null ? null : chosen.note();
        if (mediaType.isEmpty()) {
            return other;
        }
        return "answers came as " + ErrorText.oneLine(mediaType, MOST_TYPE_CHARS) + ", not as "
                + call.form().accept() + (other == null ? "" : "; " + other);
    }

    @Override
    public @Nullable AnswerException finding() {
        return chosen == null ? null : chosen.finding();
    }

    @Override
    public boolean isWhole() {
        return chosen != null && chosen.isWhole();
    }
}
