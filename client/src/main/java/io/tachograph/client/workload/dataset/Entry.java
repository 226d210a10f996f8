package io.tachograph.client.workload.dataset;

import io.tachograph.client.endpoint.Message;
import io.tachograph.client.workload.tokens.TokenCounter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One conversation of a data set, with at least one question and never beginning with an answer.
 *
 * @param messages in order
 * @param outputTokens most tokens of each answer, null when the set does not say
 * @param tokens of each message, empty when nobody counted them
 */
record Entry(List<Message> messages, @Nullable Integer outputTokens, List<Integer> tokens) {
    static Entry of(String prompt, @Nullable Integer outputTokens) {
        return new Entry(List.of(Message.user(prompt)), outputTokens, List.of());
    }

    Entry counted(TokenCounter tokenizer) {
        return new Entry(
                messages,
                outputTokens,
                messages.stream()
                        .map(message -> tokenizer.count(message.content()))
                        .toList());
    }

    @Nullable
    Integer tokensOf(int message) {
        return tokens.isEmpty() ? null : tokens.get(message);
    }

    /** @return number of messages up to the end of the first question at or after {@code from}, all if there is none */
    int endOfQuestion(int from) {
        int end = from;
        while (end < messages.size() && messages.get(end).role() != Message.Role.USER) {
            end++;
        }
        while (end < messages.size() && messages.get(end).role() != Message.Role.ASSISTANT) {
            end++;
        }
        return end;
    }

    /** @return number of messages up to the end of the last question */
    int endOfLastQuestion() {
        int last = messages.size() - 1;
        while (messages.get(last).role() != Message.Role.USER) {
            last--;
        }
        return endOfQuestion(last);
    }
}
