package io.tachograph.client.endpoint;

import static io.tachograph.client.endpoint.JsonScan.UNUSUAL;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What {@link OpenAiChunkReader} finds in a chunk, found several times as fast: this runs once per token, on the thread
 * that takes the stamps, and what the tokens of other streams wait for it is in their latency. Errors, figures of the
 * server, kept text with escapes and whatever else is rare it leaves to the reader. Not thread-safe.
 */
final class OpenAiChunkScan {
    /** What an object or array is, and so which of its fields matter. */
    private enum Place {
        CHUNK,
        CHOICES,
        CHOICE,
        DELTA,
        CALL,
        USAGE,
        INPUT_DETAILS,
        OUTPUT_DETAILS,
        OTHER
    }

    private static final int MAX_DEPTH = 50;
    private static final byte[] CHOICES = ascii("choices");
    private static final byte[] USAGE = ascii("usage");
    private static final byte[] ERROR = ascii("error");
    private static final byte[] OBJECT = ascii("object");
    private static final byte[] TIMINGS = ascii("timings");
    private static final byte[] ID = ascii("id");
    private static final byte[] DELTA = ascii("delta");
    private static final byte[] MESSAGE = ascii("message");
    private static final byte[] TEXT = ascii("text");
    private static final byte[] FINISH_REASON = ascii("finish_reason");
    private static final byte[] CONTENT = ascii("content");
    private static final byte[] REFUSAL = ascii("refusal");
    private static final byte[] REASONING = ascii("reasoning");
    private static final byte[] REASONING_CONTENT = ascii("reasoning_content");
    private static final byte[] TOOL_CALLS = ascii("tool_calls");
    private static final byte[] FUNCTION_CALL = ascii("function_call");
    private static final byte[] NAME = ascii("name");
    private static final byte[] ARGUMENTS = ascii("arguments");
    private static final byte[] PROMPT_TOKENS = ascii("prompt_tokens");
    private static final byte[] COMPLETION_TOKENS = ascii("completion_tokens");
    private static final byte[] PROMPT_DETAILS = ascii("prompt_tokens_details");
    private static final byte[] COMPLETION_DETAILS = ascii("completion_tokens_details");
    private static final byte[] CACHED_TOKENS = ascii("cached_tokens");
    private static final byte[] REASONING_TOKENS = ascii("reasoning_tokens");
    private static final byte[] GATEWAY_ERROR_ID = ascii(OpenAiChunkReader.GATEWAY_ERROR_ID);

    private final byte[] json;
    private final int end;
    private final Chunk into;
    private int depth;
    /** Whether the last field within a tool call was one whose text is output. */
    private boolean telling;

    private long details;

    private OpenAiChunkScan(byte[] json, int end, Chunk into) {
        this.json = json;
        this.end = end;
        this.into = into;
    }

    /** @return whether the chunk was read; if not, {@code into} may hold half of it */
    static boolean read(byte[] json, int from, int length, Chunk into) {
        int end = from + length;
        int at = JsonScan.blank(json, from, end);
        if (at == end || json[at] != '{') {
            return false;
        }
        at = new OpenAiChunkScan(json, end, into).object(at, Place.CHUNK);
        return at != UNUSUAL && JsonScan.blank(json, at, end) == end;
    }

    private int object(int start, Place place) {
        int at = JsonScan.blank(json, start + 1, end);
        if (at < end && json[at] == '}') {
            return at + 1;
        }
        while (at < end && json[at] == '"') {
            int name = at + 1;
            int nameEnd = JsonScan.name(json, name, end);
            if (nameEnd == UNUSUAL) {
                return UNUSUAL;
            }
            at = JsonScan.blank(json, nameEnd + 1, end);
            if (at == end || json[at] != ':') {
                return UNUSUAL;
            }
            at = JsonScan.blank(json, at + 1, end);
            at = at == end ? UNUSUAL : field(place, name, nameEnd - name, at);
            if (at == UNUSUAL) {
                return UNUSUAL;
            }
            at = JsonScan.blank(json, at, end);
            if (at == end || json[at] != ',') {
                return at < end && json[at] == '}' ? at + 1 : UNUSUAL;
            }
            at = JsonScan.blank(json, at + 1, end);
        }
        return UNUSUAL;
    }

    private int array(int start, Place place) {
        int at = JsonScan.blank(json, start + 1, end);
        if (at < end && json[at] == ']') {
            return at + 1;
        }
        while (at < end) {
            if (place == Place.CHOICES) {
                into.part();
                at = value(at, '{', Place.CHOICE);
            } else {
                at = any(at, place);
            }
            if (at == UNUSUAL) {
                return UNUSUAL;
            }
            at = JsonScan.blank(json, at, end);
            if (at == end || json[at] != ',') {
                return at < end && json[at] == ']' ? at + 1 : UNUSUAL;
            }
            at = JsonScan.blank(json, at + 1, end);
        }
        return UNUSUAL;
    }

    /** A value that matters only if it begins like that. */
    private int value(int at, char start, Place place) {
        return any(at, json[at] == start ? place : Place.OTHER);
    }

    private int any(int at, Place place) {
        byte first = json[at];
        if (first == '"') {
            int behind = JsonScan.string(json, at + 1, end);
            if (place == Place.CALL && telling && behind > at + 2) {
                into.output();
            }
            return behind;
        }
        if (first != '{' && first != '[') {
            return JsonScan.plain(json, at, end);
        }
        if (++depth > MAX_DEPTH) {
            return UNUSUAL;
        }
        int behind = first == '{' ? object(at, place) : array(at, place);
        depth--;
        return behind;
    }

    private int field(Place place, int name, int length, int at) {
        return switch (place) {
            case CHUNK -> inChunk(name, length, at);
            case CHOICE -> inChoice(name, length, at);
            case DELTA -> inDelta(name, length, at);
            case CALL -> {
                telling = is(name, length, ID) || is(name, length, NAME) || is(name, length, ARGUMENTS);
                yield any(at, Place.CALL);
            }
            case USAGE -> inUsage(name, length, at);
            case INPUT_DETAILS -> detail(is(name, length, CACHED_TOKENS), at);
            case OUTPUT_DETAILS -> detail(is(name, length, REASONING_TOKENS), at);
            case CHOICES, OTHER -> any(at, Place.OTHER);
        };
    }

    private int inChunk(int name, int length, int at) {
        if (is(name, length, CHOICES)) {
            return value(at, '[', Place.CHOICES);
        } else if (is(name, length, USAGE)) {
            return value(at, '{', Place.USAGE);
        } else if (is(name, length, TIMINGS) || (is(name, length, ERROR) && json[at] != 'n')) {
            return UNUSUAL;
        }
        int behind = any(at, Place.OTHER);
        boolean error = json[at] == '"'
                && behind != UNUSUAL
                && ((is(name, length, OBJECT) && mayBe(at, behind, ERROR))
                        || (is(name, length, ID) && mayBe(at, behind, GATEWAY_ERROR_ID)));
        return error ? UNUSUAL : behind;
    }

    private int inChoice(int name, int length, int at) {
        if (is(name, length, DELTA) || is(name, length, MESSAGE)) {
            return value(at, '{', Place.DELTA);
        } else if (is(name, length, FINISH_REASON)) {
            return finish(at);
        }
        int behind = any(at, Place.OTHER);
        return is(name, length, TEXT) && isText(at, behind) ? output(at, behind) : behind;
    }

    private int output(int at, int behind) {
        into.output();
        if (into.keepsText()) {
            for (int i = at + 1; i < behind - 1; i++) {
                if (json[i] == '\\') {
                    return UNUSUAL;
                }
            }
            into.text(json, at + 1, behind - at - 2);
        }
        return behind;
    }

    private int finish(int at) {
        int behind = any(at, Place.OTHER);
        if (isText(at, behind)) {
            if (JsonScan.name(json, at + 1, end) != behind - 1) {
                return UNUSUAL;
            }
            into.finish(new String(json, at + 1, behind - at - 2, StandardCharsets.US_ASCII));
        }
        return behind;
    }

    private int inDelta(int name, int length, int at) {
        if (is(name, length, TOOL_CALLS) || is(name, length, FUNCTION_CALL)) {
            telling = false;
            return any(at, Place.CALL);
        }
        int behind = any(at, Place.OTHER);
        if (isText(at, behind)) {
            if (is(name, length, CONTENT) || is(name, length, REFUSAL)) {
                return output(at, behind);
            } else if (is(name, length, REASONING) || is(name, length, REASONING_CONTENT)) {
                into.reasoning();
            }
        }
        return behind;
    }

    private int inUsage(int name, int length, int at) {
        details = Chunk.ABSENT;
        if (is(name, length, PROMPT_DETAILS)) {
            int behind = value(at, '{', Place.INPUT_DETAILS);
            into.cachedInputTokens(details);
            return behind;
        } else if (is(name, length, COMPLETION_DETAILS)) {
            int behind = value(at, '{', Place.OUTPUT_DETAILS);
            into.reasoningTokens(details);
            return behind;
        }
        int behind = any(at, Place.OTHER);
        if (behind != UNUSUAL && is(name, length, PROMPT_TOKENS)) {
            into.inputTokens(JsonScan.count(json, at, behind));
        } else if (behind != UNUSUAL && is(name, length, COMPLETION_TOKENS)) {
            into.outputTokens(JsonScan.count(json, at, behind));
        }
        return behind;
    }

    private int detail(boolean wanted, int at) {
        int behind = any(at, Place.OTHER);
        if (wanted && behind != UNUSUAL) {
            details = JsonScan.count(json, at, behind);
        }
        return behind;
    }

    private boolean is(int name, int length, byte[] wanted) {
        return length == wanted.length && Arrays.equals(json, name, name + length, wanted, 0, length);
    }

    private boolean isText(int at, int behind) {
        return json[at] == '"' && behind > at + 2;
    }

    /** Whether it is that text, or one with escapes, which might be. */
    private boolean mayBe(int at, int behind, byte[] text) {
        return is(at + 1, behind - at - 2, text) || JsonScan.name(json, at + 1, end) != behind - 1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
