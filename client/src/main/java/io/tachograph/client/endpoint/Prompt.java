package io.tachograph.client.endpoint;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one request asks.
 *
 * @param messages at least one, the last of which wants an answer
 * @param inputTokens number of tokens as its source counts them, null when it does not
 * @param outputTokens most output tokens of this request, null for what the request's options say
 */
public record Prompt(
        List<Message> messages,
        @Nullable Integer inputTokens,
        @Nullable Integer outputTokens) {
    public Prompt {
        messages = List.copyOf(messages);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a prompt needs at least one message");
        }
        if (outputTokens != null && outputTokens < 1) {
            throw new IllegalArgumentException("outputTokens is " + outputTokens + ", but must be at least 1");
        }
    }

    /** One message of the user, nothing known about its tokens. */
    public static Prompt of(String text) {
        return new Prompt(List.of(Message.user(text)), null, null);
    }

    /** The contents of all messages, a line break between them: for APIs that take one text. */
    public String text() {
        return messages.size() == 1
                ? messages.get(0).content()
                : messages.stream().map(Message::content).collect(Collectors.joining("\n"));
    }

    /** Length of all contents together in Unicode code points. */
    public int codePoints() {
        int sum = 0;
        for (Message message : messages) {
            sum += message.content().codePointCount(0, message.content().length());
        }
        return sum;
    }

    /** Without the contents, so that it can be logged. */
    @Override
    public String toString() {
        return "Prompt[" + messages.size() + " messages]";
    }
}
