package io.tachograph.dashboardtest.claude;

import com.anthropic.core.JsonValue;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.CacheControlEphemeral;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.MessageParam;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUnion;
import io.tachograph.dashboardtest.tool.Picture;
import io.tachograph.dashboardtest.tool.ToolAnswer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was said so far, and the next answer. Used by one thread. */
public final class ClaudeConversation {
    private final ClaudeClient client;
    private final ClaudeModel model;
    private final String instructions;
    private final List<ToolUnion> tools = new ArrayList<>();
    private final List<MessageParam> messages = new ArrayList<>();

    /** @param instructions that hold throughout */
    public ClaudeConversation(ClaudeClient client, ClaudeModel model, String instructions) {
        this.client = client;
        this.model = model;
        this.instructions = instructions;
    }

    /**
     * Offers a tool.
     *
     * @param properties the JSON Schema of each argument, by its name
     */
    public void offer(String name, String description, Map<String, Object> properties, List<String> required) {
        Tool.InputSchema.Properties.Builder all = Tool.InputSchema.Properties.builder();
        properties.forEach((argument, schema) -> all.putAdditionalProperty(argument, JsonValue.from(schema)));
        tools.add(ToolUnion.ofTool(Tool.builder()
                .name(name)
                .description(description)
                .inputSchema(Tool.InputSchema.builder()
                        .properties(all.build())
                        .required(required)
                        .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                        .build())
                .build()));
    }

    /** Says something to Claude. */
    public void say(String text) {
        messages.add(user(List.of(text(text))));
    }

    /**
     * Tells what came of each call of the last answer.
     *
     * @param answers by the ids of the calls, in their order
     * @param note said after them; null: nothing
     */
    public void tell(Map<String, ToolAnswer> answers, @Nullable String note) {
        List<ContentBlockParam> blocks = new ArrayList<>();
        answers.forEach((id, answer) -> blocks.add(result(id, answer)));
        if (note != null) {
            blocks.add(text(note));
        }
        messages.add(user(blocks));
    }

    private static MessageParam user(List<ContentBlockParam> blocks) {
        return MessageParam.ofUserOfContentBlockParams(blocks);
    }

    private static ContentBlockParam text(String text) {
        return ContentBlockParam.ofText(TextBlockParam.builder().text(text).build());
    }

    private static ContentBlockParam result(String id, ToolAnswer answer) {
        List<ToolResultBlockParam.Content.Block> blocks = new ArrayList<>();
        blocks.add(ToolResultBlockParam.Content.Block.ofText(
                TextBlockParam.builder().text(answer.text()).build()));
        @Nullable Picture picture = answer.picture();
        if (picture != null) {
            blocks.add(ToolResultBlockParam.Content.Block.ofImage(ImageBlockParam.builder()
                    .source(Base64ImageSource.builder()
                            .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                            .data(Base64.getEncoder().encodeToString(picture.png()))
                            .build())
                    .build()));
        }
        return ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                .toolUseId(id)
                .contentOfBlocks(blocks)
                .isError(answer.failed())
                .build());
    }

    /**
     * The next answer, which is then part of what was said.
     *
     * @param again told before a request is sent again
     */
    public ClaudeAnswer next(Consumer<Retry> again) throws ClaudeException, InterruptedException {
        StreamedAnswer streamed = client.ask(
                MessageCreateParams.builder()
                        .model(model.name())
                        .maxTokens(model.answerTokens())
                        .system(instructions)
                        .tools(tools)
                        .messages(messages)
                        // What was said before is said again each time: it is to be kept there.
                        .cacheControl(CacheControlEphemeral.builder().build())
                        .build(),
                again);
        messages.add(streamed.message());
        return streamed.answer();
    }
}
