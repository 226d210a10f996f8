package io.tachograph.gateway;

import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Whether a request may pass.
 *
 * @param verdict whether, and if not, why
 * @param tenant whom it is counted for
 * @param sentence why it may not, for its sender
 * @param headers of the answer, such as how much the sender may still send
 * @param tokensUsed told how many tokens the request took, when it has ended
 */
public record Admission(
        Verdict verdict, String tenant, String sentence, Map<String, String> headers, LongConsumer tokensUsed) {
    /** What becomes of a request. */
    public enum Verdict {
        ADMITTED,
        UNKNOWN_KEY,
        NOT_FOR_THIS,
        TOO_MANY_REQUESTS,
        TOO_MANY_TOKENS
    }

    public Admission {
        headers = Map.copyOf(headers);
    }

    public static Admission of(String tenant, Map<String, String> headers, LongConsumer tokensUsed) {
        return new Admission(Verdict.ADMITTED, tenant, "", headers, tokensUsed);
    }

    public static Admission refused(Verdict verdict, String sentence, Map<String, String> headers) {
        return new Admission(verdict, "", sentence, headers, tokens -> {});
    }
}
