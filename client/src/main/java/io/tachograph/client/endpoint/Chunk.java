package io.tachograph.client.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What matters to a measurement in one chunk of an answer, or in a whole answer. Emptied and filled again for every chunk;
 * not thread-safe.
 */
public final class Chunk {
    static final long ABSENT = -1;
    /** More tokens than this no model can read or write; a count beyond it is a mistake. */
    static final long MAX_TOKENS = 100_000_000;

    private static final int MAX_SERVER_FACTS = 64;

    private final @Nullable StringBuilder keptText;
    private int textBefore;
    boolean hasPart;
    boolean hasOutput;
    boolean hasReasoning;
    /** Text of which nobody knows what it is: generated perhaps, but no token to be timed. */
    boolean hasUnplaced;

    boolean isLast;
    /** {@code [DONE]}, which ends a stream only where nothing contradicts it. */
    boolean isDone;

    boolean isKnown;
    /** Something in it may be an error: {@link UnknownChunk} has to look. */
    boolean isDoubtful;
    /** It is an error; {@link UnknownChunk} has to find its sentence. */
    boolean isFailure;

    @Nullable
    String finishReason;

    @Nullable
    String error;

    @Nullable
    ApiCall next;

    long inputTokens;
    long cachedInputTokens;
    long outputTokens;
    long reasoningTokens;
    /** Of input and output together; used where the output's own are not reported. */
    long totalTokens;

    @Nullable
    Map<String, Double> server;

    /** @param keptText gets the answer's text, null when nobody wants it */
    Chunk(@Nullable StringBuilder keptText) {
        this.keptText = keptText;
        clear();
    }

    /** For the next chunk. */
    void clear() {
        textBefore = keptText == null ? 0 : keptText.length();
        empty();
    }

    /** For the same chunk, from its beginning. */
    void again() {
        if (keptText != null) {
            keptText.setLength(textBefore);
        }
        empty();
    }

    private void empty() {
        hasPart = false;
        hasOutput = false;
        hasReasoning = false;
        hasUnplaced = false;
        isLast = false;
        isDone = false;
        isKnown = false;
        isDoubtful = false;
        isFailure = false;
        finishReason = null;
        error = null;
        next = null;
        inputTokens = ABSENT;
        cachedInputTokens = ABSENT;
        outputTokens = ABSENT;
        reasoningTokens = ABSENT;
        totalTokens = ABSENT;
        server = null;
    }

    /** Whether the reader found anything in it that it knows. */
    boolean saysSomething() {
        return hasPart
                || isKnown
                || isLast
                || isDone
                || hasUnplaced
                || finishReason != null
                || error != null
                || next != null
                || inputTokens >= 0
                || outputTokens >= 0
                || server != null;
    }

    /**
     * It is one that the API knows and that says nothing, such as a heartbeat. Of a chunk that the reader says nothing
     * about at all nobody knows whether it is one: it is searched for an error, and an answer that it came in is a success
     * only with a finish reason or a {@link #last} chunk.
     */
    public void known() {
        isKnown = true;
    }

    void doubtful() {
        isDoubtful = true;
    }

    void failure() {
        isFailure = true;
    }

    void unplaced() {
        hasUnplaced = true;
    }

    void done() {
        isDone = true;
    }

    void totalTokens(long count) {
        totalTokens = told(count, totalTokens);
    }

    /** The count that stands when another is reported: an absurd one is none, and a zero never undoes what was known. */
    static long told(long count, long before) {
        boolean stands = count > 0 ? count <= MAX_TOKENS : count == 0 && before < 0;
        return stands ? count : before;
    }

    /** It is part of the answer, even if an empty one that only says who speaks. */
    public void part() {
        hasPart = true;
    }

    /** It holds content, a refusal or a piece of a tool call that is not empty. */
    public void output() {
        hasPart = true;
        hasOutput = true;
    }

    /** It holds reasoning that is not empty. */
    public void reasoning() {
        hasPart = true;
        hasReasoning = true;
    }

    /** Whether the text of the answer is wanted; when not, none needs to be made. */
    public boolean keepsText() {
        return keptText != null;
    }

    /** A piece of the answer's text, in order. Forgotten when nobody wants it. */
    public void text(CharSequence piece) {
        if (keptText != null) {
            keptText.append(piece);
        }
    }

    /** A piece of the answer's text in UTF-8. */
    void text(byte[] utf8, int offset, int length) {
        if (keptText == null) {
            return;
        }
        int end = offset + length;
        for (int at = offset; at < end; at++) {
            if (utf8[at] < 0) {
                keptText.append(new String(utf8, at, end - at, StandardCharsets.UTF_8));
                return;
            }
            keptText.append((char) utf8[at]);
        }
    }

    /** A piece of the answer's text, as {@link #text(CharSequence)} without the need for a string. */
    public void text(char[] characters, int offset, int length) {
        if (keptText != null) {
            keptText.append(characters, offset, length);
        }
    }

    /**
     * Why generation ended. A reason that is not known to mean a success makes the attempt a STREAM_ERROR; which are known
     * is in {@code docs/adapters.md}. Of several in one chunk a bad one counts.
     */
    public void finish(String reason) {
        if (finishReason == null || FinishReason.of(finishReason) != FinishReason.FAILURE) {
            finishReason = FinishReason.of(reason) == FinishReason.NONE ? finishReason : reason;
        }
    }

    /** The answer ends with it, so that a connection that breaks from here on takes nothing away. */
    public void last() {
        isLast = true;
    }

    /**
     * The server reports an error, which makes the attempt a STREAM_ERROR.
     *
     * @param message for a person, or empty
     */
    public void error(String message) {
        error = message;
    }

    /** The answer goes on in that of another call. */
    public void next(ApiCall call) {
        next = call;
    }

    /**
     * Tokens of the prompt so far, cached ones included; negative or above 100 million for unknown. The last one of an
     * answer counts, but for a zero after another.
     */
    public void inputTokens(long count) {
        inputTokens = told(count, inputTokens);
    }

    /** Those of them that came from a cache. */
    public void cachedInputTokens(long count) {
        cachedInputTokens = told(count, cachedInputTokens);
    }

    /** Tokens of the answer so far, reasoning included; as {@link #inputTokens}. */
    public void outputTokens(long count) {
        outputTokens = told(count, outputTokens);
    }

    /** Those of them that are reasoning. */
    public void reasoningTokens(long count) {
        reasoningTokens = told(count, reasoningTokens);
    }

    /** A figure of the server about this request, by its own name and in its own unit. The first 64 names are kept. */
    public void server(String name, double value) {
        if (server == null) {
            server = new HashMap<>();
        }
        if (server.size() < MAX_SERVER_FACTS) {
            server.put(name, value);
        }
    }
}
