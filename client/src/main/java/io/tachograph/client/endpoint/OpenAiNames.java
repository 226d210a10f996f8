package io.tachograph.client.endpoint;

import java.nio.charset.StandardCharsets;

/** The fields that {@link OpenAiChunkScan} looks for, as bytes. Nobody changes them. */
final class OpenAiNames {
    static final byte[] CHOICES = ascii("choices");
    static final byte[] USAGE = ascii("usage");
    static final byte[] ERROR = ascii("error");
    static final byte[] OBJECT = ascii("object");
    static final byte[] TIMINGS = ascii("timings");
    static final byte[] ID = ascii("id");
    static final byte[] DELTA = ascii("delta");
    static final byte[] MESSAGE = ascii("message");
    static final byte[] TEXT = ascii("text");
    static final byte[] FINISH_REASON = ascii("finish_reason");
    static final byte[] CONTENT = ascii("content");
    static final byte[] REFUSAL = ascii("refusal");
    static final byte[] REASONING = ascii("reasoning");
    static final byte[] REASONING_CONTENT = ascii("reasoning_content");
    static final byte[] TOOL_CALLS = ascii("tool_calls");
    static final byte[] FUNCTION_CALL = ascii("function_call");
    static final byte[] REASONING_DETAILS = ascii("reasoning_details");
    static final byte[] THINKING_BLOCKS = ascii("thinking_blocks");
    static final byte[] ROLE = ascii("role");
    static final byte[] NAME = ascii("name");
    static final byte[] INPUT = ascii("input");
    static final byte[] ARGUMENTS = ascii("arguments");
    static final byte[] PROMPT_TOKENS = ascii("prompt_tokens");
    static final byte[] COMPLETION_TOKENS = ascii("completion_tokens");
    static final byte[] PROMPT_DETAILS = ascii("prompt_tokens_details");
    static final byte[] COMPLETION_DETAILS = ascii("completion_tokens_details");
    static final byte[] INPUT_TOKENS = ascii("input_tokens");
    static final byte[] OUTPUT_TOKENS = ascii("output_tokens");
    static final byte[] TOTAL_TOKENS = ascii("total_tokens");
    static final byte[] INPUT_TOKENS_DETAILS = ascii("input_tokens_details");
    static final byte[] OUTPUT_TOKENS_DETAILS = ascii("output_tokens_details");
    static final byte[] CACHE_HITS = ascii("prompt_cache_hit_tokens");
    static final byte[] CACHED_TOKENS = ascii("cached_tokens");
    static final byte[] REASONING_TOKENS = ascii("reasoning_tokens");
    static final byte[] GATEWAY_ERROR_ID = ascii(OpenAiChunkReader.GATEWAY_ERROR_ID);

    private OpenAiNames() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether a field is named after errors, and is not null. */
    static boolean isError(byte[] json, int name, int length, int value) {
        return length >= 3
                && (json[name] | 0x20) == 'e'
                && (json[name + 1] | 0x20) == 'r'
                && (json[name + 2] | 0x20) == 'r'
                && json[value] != 'n';
    }

    /** Whether a name may hold one of the words of {@link OutputParts#isReasoning}. */
    static boolean mayBeReasoning(byte[] json, int name, int length) {
        for (int at = name; at + 3 < name + length; at++) {
            int word = (json[at] | 0x20) << 16 | (json[at + 1] | 0x20) << 8 | (json[at + 2] | 0x20);
            if (word == ('r' << 16 | 'e' << 8 | 'a')
                    || word == ('t' << 16 | 'h' << 8 | 'i')
                    || word == ('t' << 16 | 'h' << 8 | 'o')
                    || word == ('s' << 16 | 'u' << 8 | 'm')) {
                return true;
            }
        }
        return false;
    }
}
