package io.tachograph.collectors.source.otlp;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a span that are looked at; all others, and with them prompts and answers, are passed over. Several
 * names of one thing are asked for in their order: today's first, then what it was called before.
 */
final class SpanAttributes {
    static final String OPERATION = "gen_ai.operation.name";
    static final String PROVIDER = "gen_ai.provider.name";
    static final String SYSTEM = "gen_ai.system";
    static final String REQUEST_MODEL = "gen_ai.request.model";
    static final String RESPONSE_MODEL = "gen_ai.response.model";
    static final String STREAM = "gen_ai.request.stream";
    static final String IS_STREAM = "gen_ai.request.is_stream";
    static final String FIRST_CHUNK = "gen_ai.response.time_to_first_chunk";
    static final String FIRST_TOKEN = "gen_ai.server.time_to_first_token";
    static final String FINISH_REASONS = "gen_ai.response.finish_reasons";
    static final String INPUT_TOKENS = "gen_ai.usage.input_tokens";
    static final String PROMPT_TOKENS = "gen_ai.usage.prompt_tokens";
    static final String OUTPUT_TOKENS = "gen_ai.usage.output_tokens";
    static final String COMPLETION_TOKENS = "gen_ai.usage.completion_tokens";
    static final String CACHED_TOKENS = "gen_ai.usage.cache_read.input_tokens";
    static final String REASONING_TOKENS = "gen_ai.usage.reasoning.output_tokens";
    static final String ADDRESS = "server.address";
    static final String PORT = "server.port";
    static final String ERROR = "error.type";
    static final String HTTP_STATUS = "http.response.status_code";

    private static final Set<String> WANTED = Set.of(
            OPERATION,
            PROVIDER,
            SYSTEM,
            REQUEST_MODEL,
            RESPONSE_MODEL,
            STREAM,
            IS_STREAM,
            FIRST_CHUNK,
            FIRST_TOKEN,
            FINISH_REASONS,
            INPUT_TOKENS,
            PROMPT_TOKENS,
            OUTPUT_TOKENS,
            COMPLETION_TOKENS,
            CACHED_TOKENS,
            REASONING_TOKENS,
            ADDRESS,
            PORT,
            ERROR,
            HTTP_STATUS);

    private final Map<String, AnyValue> values = new HashMap<>();

    SpanAttributes(List<KeyValue> attributes) {
        for (KeyValue attribute : attributes) {
            if (WANTED.contains(attribute.getKey())) {
                values.put(attribute.getKey(), attribute.getValue());
            }
        }
    }

    /** Text without what surrounds it; null where there is none. */
    @Nullable
    String text(String... names) {
        for (String name : names) {
            String text = text(values.get(name));
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    static @Nullable String text(@Nullable AnyValue value) {
        return value == null || value.getStringValue().isBlank()
                ? null
                : value.getStringValue().strip();
    }

    /** The texts of a list; empty where there is none. */
    List<String> texts(String name) {
        AnyValue value = values.get(name);
        return value == null
                ? List.of()
                : value.getArrayValue().getValuesList().stream()
                        .map(AnyValue::getStringValue)
                        .toList();
    }

    /** A number from zero on, whether written as one or as text; null for everything else. */
    @Nullable
    Double number(String... names) {
        for (String name : names) {
            AnyValue value = values.get(name);
            double number = value == null ? Double.NaN : number(value);
            if (number >= 0 && Double.isFinite(number)) {
                return number;
            }
        }
        return null;
    }

    private static double number(AnyValue value) {
        return switch (value.getValueCase()) {
            case INT_VALUE -> value.getIntValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case STRING_VALUE -> parsed(value.getStringValue());
            default -> Double.NaN;
        };
    }

    private static double parsed(String text) {
        try {
            return text.length() <= 40 ? Double.parseDouble(text) : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** A whole number from zero to {@code most}; null for everything else. */
    @Nullable
    Long count(long most, String... names) {
        Double number = number(names);
        return number == null || number > most || number != Math.rint(number) ? null : number.longValue();
    }

    @Nullable
    Boolean flag(String... names) {
        for (String name : names) {
            AnyValue value = values.get(name);
            if (value != null && value.hasBoolValue()) {
                return value.getBoolValue();
            }
        }
        return null;
    }
}
