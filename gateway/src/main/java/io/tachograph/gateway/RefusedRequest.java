package io.tachograph.gateway;

import io.tachograph.client.endpoint.ApiResource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that cannot be passed on. Has no stack trace: it says something about the request, not about us. */
final class RefusedRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, String> headers;

    RefusedRequest(int status, String code, String sentence) {
        this(status, code, sentence, Map.of());
    }

    /** @param headers of the answer */
    RefusedRequest(int status, String code, String sentence, Map<String, String> headers) {
        super(sentence, null, false, false);
        this.status = status;
        this.code = code;
        this.headers = Map.copyOf(headers);
    }

    static RefusedRequest by(Admission admission) {
        Admission.Verdict verdict = admission.verdict();
        return new RefusedRequest(verdict.status(), verdict.code(), admission.sentence(), admission.headers());
    }

    /**
     * In the form of the API that was called.
     *
     * @param further headers besides its own
     */
    Reply reply(@Nullable ApiResource resource, Map<String, String> further) {
        Map<String, String> all = new HashMap<>(further);
        all.putAll(headers);
        return Reply.refusal(resource, status, code, String.valueOf(getMessage()), all);
    }
}
