package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;
import io.tachograph.schemas.avro.Outcome;
import org.jspecify.annotations.Nullable;

/** The body of an answer that is bad already: read for its sentence, which ends up behind the finding. */
final class ErrorReader implements AnswerReader {
    private static final int MAX_ERROR_BYTES = 64 * 1024;
    private static final ErrorBody BODIES = new ErrorBody();

    private final Outcome outcome;
    private final String finding;
    /** A body that is no error says what it says under any name. */
    private final boolean anyBody;

    private final BoundedBody body = new BoundedBody(MAX_ERROR_BYTES);

    ErrorReader(Outcome outcome, String finding) {
        this(outcome, finding, false);
    }

    private ErrorReader(Outcome outcome, String finding, boolean anyBody) {
        this.outcome = outcome;
        this.finding = finding;
        this.anyBody = anyBody;
    }

    static ErrorReader ofStatus(int status) {
        String finding = status / 100 == 3 ? "HTTP " + status + ", a redirect, is not followed" : "HTTP " + status;
        return new ErrorReader(status == 429 ? Outcome.RATE_LIMITED : Outcome.HTTP_ERROR, finding);
    }

    /** Of a 202 that is no answer. */
    static ErrorReader ofAccepted() {
        return new ErrorReader(
                Outcome.HTTP_ERROR, "HTTP 202, the target accepted the request and did not answer it", true);
    }

    @Override
    public void read(ByteBuf bytes, long nanos) {
        body.add(bytes);
    }

    @Override
    public @Nullable ApiCall end() throws AnswerException {
        throw finding();
    }

    @Override
    public AnswerException finding() {
        String message = BODIES.message(body.bytes());
        if (message.isEmpty() && anyBody) {
            message = BODIES.firstLine(body.bytes());
        }
        return finding(message);
    }

    /** As if the body had said so. */
    AnswerException finding(String message) {
        return AnswerException.of(outcome, finding, message);
    }

    @Override
    public boolean isWhole() {
        return false;
    }
}
