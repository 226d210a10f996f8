package io.tachograph.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How many tokens a prompt has: a quarter of its Unicode code points, rounded up, at least 1. Of a chat, all text of
 * all messages counts; roles and templates do not. A prompt given as token ids has as many as there are ids.
 */
final class PromptTokens {
    private static final int CODE_POINTS_PER_TOKEN = 4;

    private PromptTokens() {}

    static int ofCodePoints(long codePoints) {
        return (int) Math.max(1, (codePoints + CODE_POINTS_PER_TOKEN - 1) / CODE_POINTS_PER_TOKEN);
    }

    static int ofChat(JsonNode messages) throws RefusedException {
        if (!messages.isArray() || messages.isEmpty()) {
            throw bad("`messages` must be a list with at least one message.", "messages");
        }
        long codePoints = 0;
        for (JsonNode message : messages) {
            if (!message.path("role").isTextual()) {
                throw bad("Every message must be an object with a `role`.", "messages");
            }
            codePoints += codePointsOfContent(message.path("content"));
        }
        return ofCodePoints(codePoints);
    }

    static int ofPrompt(JsonNode prompt) throws RefusedException {
        if (prompt.isTextual()) {
            return ofCodePoints(codePoints(prompt));
        }
        if (prompt.isArray() && prompt.size() == 1 && prompt.path(0).isTextual()) {
            return ofCodePoints(codePoints(prompt.path(0)));
        }
        if (!prompt.isArray() || prompt.isEmpty()) {
            throw bad("`prompt` must be a string or a list of token ids.", "prompt");
        }
        for (JsonNode id : prompt) {
            if (!id.isIntegralNumber()) {
                throw bad("`prompt` must be one string or one list of token ids.", "prompt");
            }
        }
        return prompt.size();
    }

    private static long codePointsOfContent(JsonNode content) throws RefusedException {
        if (content.isTextual()) {
            return codePoints(content);
        }
        if (content.isMissingNode() || content.isNull()) {
            return 0;
        }
        if (!content.isArray()) {
            throw bad("A message's `content` must be a string, a list of parts or null.", "messages");
        }
        long sum = 0;
        for (JsonNode part : content) {
            if (!part.path("text").isTextual()) {
                throw bad("Every part of a message's `content` must be text.", "messages");
            }
            sum += codePoints(part.path("text"));
        }
        return sum;
    }

    private static long codePoints(JsonNode text) {
        String value = text.textValue();
        return value.codePointCount(0, value.length());
    }

    private static RefusedException bad(String message, String param) {
        return new RefusedException(ApiError.badRequest(message, param));
    }
}
