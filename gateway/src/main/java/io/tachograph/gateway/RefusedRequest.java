package io.tachograph.gateway;

/** A request that cannot be passed on. Has no stack trace: it says something about the request, not about us. */
final class RefusedRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    RefusedRequest(int status, String code, String sentence) {
        super(sentence, null, false, false);
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

    String sentence() {
        return String.valueOf(getMessage());
    }
}
