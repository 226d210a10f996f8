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
    private final ContentKind said;
    private final AttemptMeasurements timer;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private @Nullable AnswerReader chosen;

    ContentSniffingReader(ApiCall call, HttpHeaders head, AttemptMeasurements timer) {
        this.call = call;
        this.mediaType = ContentKind.mediaType(head);
        this.said = ContentKind.of(head);
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
        ContentKind shown = BodyKind.of(all);
        if (shown != null) {
            chosen = choose(shown);
            // No line of it has ended before this read, so its stamp is right for all of them.
            chosen.read(Unpooled.wrappedBuffer(all), nanos);
            beginning.reset();
        } else if (BodyKind.isBlank(all)) {
            beginning.reset();
        }
    }

    private AnswerReader choose(ContentKind shown) {
        boolean wanted =
                shown == call.form().kind() || (shown == ContentKind.JSON && call.form() == AnswerFormat.LINES);
        if (wanted) {
            AnswerReader answer = call.newReader(timer);
            return call.form() == AnswerFormat.LINES && said == ContentKind.JSON
                    ? new MislabeledLinesReader(answer, withItsSentence(ContentKind.JSON), timer)
                    : answer;
        }
        return refusal(shown == ContentKind.JSON && said == ContentKind.JSON_LINES ? said : shown);
    }

    private AnswerReader refusal(ContentKind came) {
        // The lines of a stream hold what a model said, and no sentence.
        return came == ContentKind.EVENT_STREAM
                ? new UnreadBody(AnswerException.protocol(call.form().objection(came)))
                : withItsSentence(came);
    }

    private ErrorReader withItsSentence(ContentKind came) {
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
