package io.tachograph.gateway.capture;

import io.tachograph.client.http.BodyBudget;
import io.tachograph.schemas.avro.RequestTiming;

/** One request and its answer, to be kept when it has ended. Used by one event loop. */
public final class Capture {
    private final CaptureLog log;
    private final byte[] request;
    private final BodyBudget.Share share;
    private final int mostCharacters;
    private final StringBuilder answer = new StringBuilder();
    private boolean cut;

    Capture(CaptureLog log, byte[] request, BodyBudget.Share share, int mostCharacters) {
        this.log = log;
        this.request = request;
        this.share = share;
        this.mostCharacters = mostCharacters;
    }

    /** The next piece of the answer's text. */
    public void add(String piece) {
        int fits = Math.min(piece.length(), mostCharacters - answer.length());
        if (cut || !share.add(2 * fits)) {
            cut = true;
        } else {
            answer.append(piece, 0, fits);
            cut = fits < piece.length();
        }
    }

    /** @param record of the attempt that was the last one */
    public void ended(RequestTiming record) {
        log.add(new Ended(record, request, answer.toString(), cut, share));
    }

    /** What there is to be written. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Ended(RequestTiming record, byte[] request, String answer, boolean cut, BodyBudget.Share share) {}
}
