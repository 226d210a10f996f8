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
        VENDOR,
        OTHER
    }

    private static final int MAX_DEPTH = 50;

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
                telling = is(name, length, OpenAiNames.ID)
                        || is(name, length, OpenAiNames.NAME)
                        || is(name, length, OpenAiNames.ARGUMENTS)
                        || is(name, length, OpenAiNames.INPUT);
                yield any(at, Place.CALL);
            }
            case USAGE -> inUsage(name, length, at);
            case INPUT_DETAILS -> detail(is(name, length, OpenAiNames.CACHED_TOKENS), at);
            case OUTPUT_DETAILS -> detail(is(name, length, OpenAiNames.REASONING_TOKENS), at);
            case VENDOR -> inVendor(name, length, at);
            case CHOICES, OTHER -> any(at, Place.OTHER);
        };
    }

    private int inChunk(int name, int length, int at) {
        if (is(name, length, OpenAiNames.CHOICES)) {
            return value(at, '[', Place.CHOICES);
        } else if (is(name, length, OpenAiNames.USAGE)) {
            return value(at, '{', Place.USAGE);
        } else if (is(name, length, OpenAiNames.TIMINGS) || OpenAiNames.isError(json, name, length, at)) {
            return UNUSUAL;
        }
        boolean isObject = is(name, length, OpenAiNames.OBJECT);
        if (!isObject && !is(name, length, OpenAiNames.ID)) {
            return value(at, '{', Place.VENDOR);
        }
        int behind = any(at, Place.OTHER);
        boolean error = json[at] == '"'
                && behind != UNUSUAL
                && mayBe(at, behind, isObject ? OpenAiNames.ERROR : OpenAiNames.GATEWAY_ERROR_ID);
        return error ? UNUSUAL : behind;
    }

    private int inVendor(int name, int length, int at) {
        if (is(name, length, OpenAiNames.USAGE)) {
            return value(at, '{', Place.USAGE);
        }
        return OpenAiNames.isError(json, name, length, at) ? UNUSUAL : any(at, Place.OTHER);
    }

    private int inChoice(int name, int length, int at) {
        if (is(name, length, OpenAiNames.DELTA) || is(name, length, OpenAiNames.MESSAGE)) {
            return value(at, '{', Place.DELTA);
        } else if (is(name, length, OpenAiNames.FINISH_REASON)) {
            return finish(at);
        } else if (is(name, length, OpenAiNames.USAGE)) {
            return value(at, '{', Place.USAGE);
        } else if (OpenAiNames.isError(json, name, length, at)
                || (JsonScan.isFilled(json, at, end) && OpenAiNames.mayBeReasoning(json, name, length))) {
            return UNUSUAL;
        } else if (is(name, length, OpenAiNames.TEXT)) {
            int behind = any(at, Place.OTHER);
            return JsonScan.isText(json, at, behind)
                    ? output(at, behind)
                    : JsonScan.isFilled(json, at, end) && json[at] != '"' ? UNUSUAL : behind;
        }
        return any(at, Place.OTHER);
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
        if (json[at] != '"' && json[at] != 'n' && json[at] != 'f') {
            return UNUSUAL;
        }
        int behind = any(at, Place.OTHER);
        if (JsonScan.isText(json, at, behind)) {
            if (JsonScan.name(json, at + 1, end) != behind - 1) {
                return UNUSUAL;
            }
            into.finish(new String(json, at + 1, behind - at - 2, StandardCharsets.US_ASCII));
        }
        return behind;
    }

    private int inDelta(int name, int length, int at) {
        if (is(name, length, OpenAiNames.TOOL_CALLS) || is(name, length, OpenAiNames.FUNCTION_CALL)) {
            telling = false;
            return any(at, Place.CALL);
        }
        boolean output = is(name, length, OpenAiNames.CONTENT) || is(name, length, OpenAiNames.REFUSAL);
        boolean reasoning = is(name, length, OpenAiNames.REASONING) || is(name, length, OpenAiNames.REASONING_CONTENT);
        int behind = any(at, Place.OTHER);
        if (output || reasoning) {
            if (JsonScan.isText(json, at, behind)) {
                return output ? output(at, behind) : reasoning(behind);
            }
            return JsonScan.isFilled(json, at, end) && json[at] != '"' ? UNUSUAL : behind;
        }
        boolean again = into.hasReasoning
                && (is(name, length, OpenAiNames.REASONING_DETAILS) || is(name, length, OpenAiNames.THINKING_BLOCKS));
        boolean quiet = is(name, length, OpenAiNames.ROLE) || again || !JsonScan.isFilled(json, at, end);
        return quiet && !OpenAiNames.isError(json, name, length, at) ? behind : UNUSUAL;
    }

    private int reasoning(int behind) {
        into.reasoning();
        return behind;
    }

    private int inUsage(int name, int length, int at) {
        details = Chunk.ABSENT;
        if (is(name, length, OpenAiNames.PROMPT_DETAILS) || is(name, length, OpenAiNames.INPUT_TOKENS_DETAILS)) {
            int behind = value(at, '{', Place.INPUT_DETAILS);
            into.cachedInputTokens(details);
            return behind;
        } else if (is(name, length, OpenAiNames.COMPLETION_DETAILS)
                || is(name, length, OpenAiNames.OUTPUT_TOKENS_DETAILS)) {
            int behind = value(at, '{', Place.OUTPUT_DETAILS);
            into.reasoningTokens(details);
            return behind;
        }
        int behind = any(at, Place.OTHER);
        if (is(name, length, OpenAiNames.PROMPT_TOKENS) || is(name, length, OpenAiNames.INPUT_TOKENS)) {
            into.inputTokens(count(at, behind));
        } else if (is(name, length, OpenAiNames.COMPLETION_TOKENS) || is(name, length, OpenAiNames.OUTPUT_TOKENS)) {
            into.outputTokens(count(at, behind));
        } else if (is(name, length, OpenAiNames.TOTAL_TOKENS)) {
            into.totalTokens(count(at, behind));
        } else if (is(name, length, OpenAiNames.CACHED_TOKENS) || is(name, length, OpenAiNames.CACHE_HITS)) {
            into.cachedInputTokens(count(at, behind));
        } else if (is(name, length, OpenAiNames.REASONING_TOKENS)) {
            into.reasoningTokens(count(at, behind));
        } else {
            return behind;
        }
        return JsonScan.isUsualCount(json, at, behind) ? behind : UNUSUAL;
    }

    private int detail(boolean wanted, int at) {
        int behind = any(at, Place.OTHER);
        if (!wanted) {
            return behind;
        }
        details = count(at, behind);
        return JsonScan.isUsualCount(json, at, behind) ? behind : UNUSUAL;
    }

    private long count(int at, int behind) {
        return behind == UNUSUAL ? Chunk.ABSENT : JsonScan.count(json, at, behind);
    }

    private boolean is(int name, int length, byte[] wanted) {
        return length == wanted.length && Arrays.equals(json, name, name + length, wanted, 0, length);
    }

    /** Whether it is that text, or one with escapes, which might be. */
    private boolean mayBe(int at, int behind, byte[] text) {
        return is(at + 1, behind - at - 2, text) || JsonScan.name(json, at + 1, end) != behind - 1;
    }
}
