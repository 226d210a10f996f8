package io.tachograph.simulator;

import org.jspecify.annotations.Nullable;

/** Turns a body into a {@link CompletionRequest} or says in one sentence what is wrong with it. */
final class CompletionRequestReader {
    private static final String STAMPS_HEADER = "x-tachograph-stamps";

    private final String model;
    private final int maxModelTokens;

    CompletionRequestReader(ReplicaConfig replica) {
        this.model = replica.model();
        this.maxModelTokens = replica.maxModelTokens();
    }

    CompletionRequest read(ApiKind kind, ServerCall call) throws RefusedException {
        RequestFields fields = RequestFields.of(call.body());
        String asked = fields.requiredText("model");
        int promptTokens = kind == ApiKind.CHAT
                ? PromptTokens.ofChat(fields.get("messages"))
                : PromptTokens.ofPrompt(fields.get("prompt"));
        Integer choices = fields.wholeNumber("n", 1);
        if (choices != null && choices != 1) {
            throw RequestFields.bad("`n` must be 1: this engine answers with one choice.", "n");
        }
        boolean stream = fields.flag("stream");
        if (fields.has("stream_options") && !stream) {
            throw RequestFields.bad("Stream options can only be defined when `stream=True`.", "stream_options");
        }
        RequestFields streamOptions = fields.inside("stream_options");
        boolean usageChunk = streamOptions.flag("include_usage");
        boolean usageInEveryChunk = streamOptions.flag("continuous_usage_stats");
        OutputLimits limits = limits(kind, fields, promptTokens);
        if (!asked.equals(model)) {
            throw new RefusedException(ApiError.unknownModel(asked));
        }
        boolean stampsAsked = "true".equalsIgnoreCase(call.headers().get(STAMPS_HEADER));
        // As at vLLM, usage in every chunk is an option of the usage chunk and means nothing without it.
        return new CompletionRequest(
                kind, promptTokens, limits, stream, usageChunk, usageChunk && usageInEveryChunk, stampsAsked);
    }

    private OutputLimits limits(ApiKind kind, RequestFields fields, int promptTokens) throws RefusedException {
        Integer most = kind == ApiKind.CHAT ? fields.wholeNumber("max_completion_tokens", 1) : null;
        if (most == null) {
            most = fields.wholeNumber("max_tokens", 1);
        }
        Integer least = fields.wholeNumber("min_tokens", 0);
        int room = maxModelTokens - promptTokens;
        if (room < (most == null ? 1 : most)) {
            throw tooLong(promptTokens, most);
        }
        int limit = most == null ? room : most;
        if (least != null && least > limit) {
            throw RequestFields.bad("`min_tokens` must not exceed `max_tokens`, which is " + limit + ".", "min_tokens");
        }
        return new OutputLimits(limit, least == null ? 1 : Math.max(1, least), fields.flag("ignore_eos"));
    }

    private RefusedException tooLong(int promptTokens, @Nullable Integer most) {
        String asked = most == null
                ? promptTokens + " tokens in the messages"
                : (promptTokens + (long) most) + " tokens (" + promptTokens + " in the messages, " + most
                        + " in the completion)";
        return RequestFields.bad(
                "This model's maximum context length is " + maxModelTokens + " tokens. However, you requested " + asked
                        + ". Please reduce the length of the messages or completion.",
                null);
    }
}
