package io.tachograph.dashboardtest.claude;

import com.anthropic.core.JsonValue;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageParam;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.messages.Usage;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the events of one answer together. Used by one thread. */
final class StreamedAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final MessageAccumulator accumulator = MessageAccumulator.create();
    private final Map<Long, String> toolIds = new HashMap<>();
    /** The accumulator takes arguments that are not JSON for none: here they are kept apart. */
    private final Map<String, StringBuilder> written = new HashMap<>();

    private boolean complete;

    void add(RawMessageStreamEvent event) {
        accumulator.accumulate(event);
        event.contentBlockStart()
                .ifPresent(start ->
                        start.contentBlock().toolUse().ifPresent(tool -> toolIds.put(start.index(), tool.id())));
        event.contentBlockDelta()
                .ifPresent(delta -> delta.delta().inputJson().ifPresent(json -> {
                    @Nullable String id = toolIds.get(delta.index());
                    if (id != null) {
                        written.computeIfAbsent(id, its -> new StringBuilder()).append(json.partialJson());
                    }
                }));
        complete |= event.isMessageStop();
    }

    /** As it goes back into the conversation.
     *
     * @throws BrokenAnswerException when its end did not come
     */
    MessageParam message() {
        return whole().toParam();
    }

    private Message whole() {
        if (!complete) {
            throw new BrokenAnswerException();
        }
        return accumulator.message();
    }

    /** @throws BrokenAnswerException when its end did not come */
    ClaudeAnswer answer() {
        Message message = whole();
        Set<String> unreadable = unreadable();
        StringBuilder text = new StringBuilder();
        List<ToolCall> calls = new ArrayList<>();
        for (ContentBlock block : message.content()) {
            block.text()
                    .ifPresent(its -> text.append(text.isEmpty() ? "" : "\n").append(its.text()));
            block.toolUse().ifPresent(its -> calls.add(call(its, !unreadable.contains(its.id()))));
        }
        return new ClaudeAnswer(
                text.toString(),
                calls,
                message.stopReason().map(reason -> reason.asString()).orElse(""),
                message.stopDetails().flatMap(details -> details.explanation()).orElse(""),
                usage(message.usage()));
    }

    private Set<String> unreadable() {
        Set<String> ids = new HashSet<>();
        written.forEach((id, json) -> {
            try {
                if (!json.toString().isBlank()
                        && !JSON.readTree(json.toString()).isObject()) {
                    ids.add(id);
                }
            } catch (JsonProcessingException e) {
                ids.add(id);
            }
        });
        return ids;
    }

    private static ToolCall call(ToolUseBlock block, boolean readable) {
        JsonValue input = block._input();
        @Nullable Map<String, Object> arguments = readable ? input.convert(OBJECT) : null;
        return new ToolCall(block.id(), block.name(), arguments == null ? Map.of() : arguments, readable);
    }

    private static TokenUsage usage(Usage usage) {
        return new TokenUsage(
                usage.inputTokens(),
                usage.cacheCreationInputTokens().orElse(0L),
                usage.cacheReadInputTokens().orElse(0L),
                usage.outputTokens());
    }
}
