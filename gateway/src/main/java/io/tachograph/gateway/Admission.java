package io.tachograph.gateway;

import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Whether a request may pass.
 *
 * @param verdict whether, and if not, why
 * @param tenant whom it is counted for
 * @param sentence why it may not, for its sender
 * @param headers of the answer, such as how much the sender may still send
 * @param forModel whether it may go on to this model; asked once, when that is known
 * @param tokensUsed told how many tokens the request took, when it has ended
 */
public record Admission(
        Verdict verdict,
        String tenant,
        String sentence,
        Map<String, String> headers,
        Function<String, Admission> forModel,
        LongConsumer tokensUsed) {
    /** What becomes of a request. */
    public enum Verdict {
        ADMITTED(200, ""),
        UNKNOWN_KEY(401, "invalid_api_key"),
        NOT_FOR_THIS(403, "insufficient_permissions"),
        TOO_MANY_REQUESTS(429, "rate_limit_exceeded"),
        /** For a time that is so long that nobody should wait. */
        BUDGET_SPENT(429, "insufficient_quota");

        private final int status;
        private final String code;

        Verdict(int status, String code) {
            this.status = status;
            this.code = code;
        }

        int status() {
            return status;
        }

        /** OpenAI's. */
        String code() {
            return code;
        }
    }

    public Admission {
        headers = Map.copyOf(headers);
    }

    /** One that may pass, whatever model it asks. */
    public static Admission of(String tenant, Map<String, String> headers, LongConsumer tokensUsed) {
        return new Admission(
                Verdict.ADMITTED, tenant, "", headers, model -> of(tenant, headers, tokensUsed), tokensUsed);
    }

    public static Admission refused(Verdict verdict, String sentence, Map<String, String> headers) {
        return new Admission(
                verdict, "", sentence, headers, model -> refused(verdict, sentence, headers), tokens -> {});
    }

    boolean isAdmitted() {
        return verdict == Verdict.ADMITTED;
    }
}
