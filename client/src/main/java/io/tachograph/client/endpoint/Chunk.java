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
    private static final int MAX_SERVER_FACTS = 64;

    private final @Nullable StringBuilder keptText;
    private int textBefore;
    boolean hasPart;
    boolean hasOutput;
    boolean hasReasoning;
    boolean isLast;

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
        isLast = false;
        finishReason = null;
        error = null;
        next = null;
        inputTokens = ABSENT;
        cachedInputTokens = ABSENT;
        outputTokens = ABSENT;
        reasoningTokens = ABSENT;
        server = null;
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

    /** Why generation ended. {@code error} and {@code abort} make the attempt a STREAM_ERROR. */
    public void finish(String reason) {
        finishReason = reason;
    }

    /** The answer ends with it; what follows is ignored. */
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

    /** Tokens of the prompt so far, cached ones included; negative for unknown. The last one of an answer counts. */
    public void inputTokens(long count) {
        inputTokens = count;
    }

    /** Those of them that came from a cache. */
    public void cachedInputTokens(long count) {
        cachedInputTokens = count;
    }

    /** Tokens of the answer so far, reasoning included; negative for unknown. The last one of an answer counts. */
    public void outputTokens(long count) {
        outputTokens = count;
    }

    /** Those of them that are reasoning. */
    public void reasoningTokens(long count) {
        reasoningTokens = count;
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
