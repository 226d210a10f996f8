package io.tachograph.windows.request;

import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.histogram.HistogramParts;
import io.tachograph.schemas.metric.RequestStamps;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the stream looks at in a record, names apart, as plain numbers: filled by either decoder, checked and turned
 * into a sample by one piece of code. Used again for the next record; not thread-safe.
 */
final class TimingFields implements RequestStamps {
    static final int HEADERS = 0;
    static final int FIRST_CHUNK = 1;
    static final int FIRST_TOKEN = 2;
    static final int FIRST_OUTPUT_TOKEN = 3;
    static final int LAST_TOKEN = 4;
    static final int PROMPT_CHARS = 5;
    static final int INPUT_TOKENS = 6;
    static final int CACHED_INPUT_TOKENS = 7;
    static final int OUTPUT_TOKENS = 8;
    static final int TOKENS_IN_FIRST_CHUNK = 9;
    private static final int OPTIONALS = 10;

    long idHigh;
    long idLow;
    int attempt;
    boolean streamed;
    /** By the names, which are read apart. */
    boolean traced;

    long sentAtMicros;
    long scheduledNanos;
    long closedNanos;
    Outcome outcome = Outcome.UNKNOWN;
    StampSource stampSource = StampSource.READ;
    boolean hasGaps;
    final HistogramParts gaps = new HistogramParts();

    /** Values that may be absent, by the numbers above; a bit of {@code present} says whether one is there. */
    private final long[] optionals = new long[OPTIONALS];

    private int present;

    /** Makes all optional values absent. */
    void clear() {
        present = 0;
        hasGaps = false;
    }

    void set(int field, long value) {
        optionals[field] = value;
        present |= 1 << field;
    }

    boolean has(int field) {
        return (present & 1 << field) != 0;
    }

    /** The value, {@code otherwise} where it is absent. */
    long get(int field, long otherwise) {
        return has(field) ? optionals[field] : otherwise;
    }

    @Override
    public boolean streamed() {
        return streamed;
    }

    @Override
    public boolean traced() {
        return traced;
    }

    @Override
    public long scheduledNanos() {
        return scheduledNanos;
    }

    /** Not read: windows do not keep how long connecting took. */
    @Override
    public long begunNanos() {
        return NONE;
    }

    @Override
    public long firstChunkNanos() {
        return get(FIRST_CHUNK, NONE);
    }

    @Override
    public long firstTokenNanos() {
        return get(FIRST_TOKEN, NONE);
    }

    @Override
    public long firstOutputTokenNanos() {
        return get(FIRST_OUTPUT_TOKEN, NONE);
    }

    @Override
    public long lastTokenNanos() {
        return get(LAST_TOKEN, NONE);
    }

    @Override
    public long closedNanos() {
        return closedNanos;
    }

    @Override
    public long outputTokens() {
        return get(OUTPUT_TOKENS, NONE);
    }

    @Override
    public long tokensInFirstChunk() {
        return get(TOKENS_IN_FIRST_CHUNK, 1);
    }

    void set(RequestTiming timing) {
        clear();
        ByteBuffer id = ByteBuffer.wrap(timing.getRequestId().bytes());
        idHigh = id.getLong(0);
        idLow = id.getLong(8);
        attempt = timing.getAttempt();
        streamed = timing.getStreamed();
        sentAtMicros = timing.getSentAtMicros();
        scheduledNanos = timing.getScheduledNanos();
        closedNanos = timing.getClosedNanos();
        outcome = timing.getOutcome();
        stampSource = timing.getStampSource();
        setIfThere(HEADERS, timing.getHeadersNanos());
        setIfThere(FIRST_CHUNK, timing.getFirstChunkNanos());
        setIfThere(FIRST_TOKEN, timing.getFirstTokenNanos());
        setIfThere(FIRST_OUTPUT_TOKEN, timing.getFirstOutputTokenNanos());
        setIfThere(LAST_TOKEN, timing.getLastTokenNanos());
        setIfThere(PROMPT_CHARS, timing.getPromptChars());
        setIfThere(INPUT_TOKENS, timing.getInputTokens());
        setIfThere(CACHED_INPUT_TOKENS, timing.getCachedInputTokens());
        setIfThere(OUTPUT_TOKENS, timing.getOutputTokens());
        setIfThere(TOKENS_IN_FIRST_CHUNK, timing.getTokensInFirstChunk());
        if (timing.getChunkGaps() != null) {
            hasGaps = true;
            gaps.set(timing.getChunkGaps());
        }
    }

    private void setIfThere(int field, @Nullable Number value) {
        if (value != null) {
            set(field, value.longValue());
        }
    }
}
