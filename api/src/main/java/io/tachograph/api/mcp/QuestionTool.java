package io.tachograph.api.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import io.tachograph.api.cache.AnswerCache;
import io.tachograph.api.database.SqlFailure;
import io.tachograph.api.question.Question;
import io.tachograph.api.question.QuestionAnswers;
import io.tachograph.api.request.RefusedRequestException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One question as a tool. Its answer is the JSON of the API. Thread-safe. */
final class QuestionTool {
    private static final Logger LOG = LoggerFactory.getLogger(QuestionTool.class);

    /** So that an assistant that asks for everything does not get everything. */
    private static final String USUAL_ROWS = "100";

    private static final Pattern PATH_VALUE = Pattern.compile("\\{([a-z_]+)\\}");

    private final Question question;
    private final String path;
    private final QuestionAnswers answers;

    /** @param path of the question in the contract */
    QuestionTool(Question question, String path, QuestionAnswers answers) {
        this.question = question;
        this.path = path;
        this.answers = answers;
    }

    SyncToolSpecification describedBy(ToolSchema schema) {
        Tool tool = Tool.builder(schema.name(), schema.arguments())
                .title(schema.title())
                .description(schema.description())
                .annotations(ToolAnnotations.builder()
                        .readOnlyHint(true)
                        .idempotentHint(true)
                        .openWorldHint(false)
                        .build())
                .build();
        return new SyncToolSpecification(tool, this::call);
    }

    private CallToolResult call(McpTransportContext context, CallToolRequest request) {
        try {
            return answer(context, request);
        } catch (RuntimeException e) {
            // The protocol's library would tell it to the caller, and nobody else.
            LOG.error("The tool {} failed.", path, e);
            return result("The server failed to answer; its log says why.", true);
        }
    }

    private CallToolResult answer(McpTransportContext context, CallToolRequest request) {
        try {
            AnswerCache.Given given = answers.to(asked(request.arguments(), McpCaller.tenantOf(context)));
            String text = new String(given.answer().body(), StandardCharsets.UTF_8);
            return result(
                    given.stale() ? "The database does not answer; this is what it said last.\n" + text : text, false);
        } catch (RefusedRequestException e) {
            if (e.problem().status() == 403) {
                McpCaller.noteRefusal(context);
            }
            return result(e.problem().detail(), true);
        } catch (SQLException e) {
            return result(SqlFailure.problem(e, question.noun()).detail(), true);
        }
    }

    private QuestionAnswers.Asked asked(@Nullable Map<String, Object> arguments, @Nullable String tenant) {
        Map<String, List<String>> query = new TreeMap<>();
        query.put("limit", List.of(USUAL_ROWS));
        if (arguments != null) {
            arguments.forEach((name, value) -> {
                List<String> texts = texts(name, value);
                if (!texts.isEmpty()) {
                    query.put(name, texts);
                }
            });
        }
        Map<String, String> pathValues = new HashMap<>();
        String filled = PATH_VALUE.matcher(path).replaceAll(found -> {
            List<String> values = query.remove(found.group(1));
            if (values == null || values.size() != 1) {
                throw RefusedRequestException.parameter(found.group(1), found.group(1) + " has one value.");
            }
            pathValues.put(found.group(1), values.get(0));
            return Matcher.quoteReplacement(values.get(0));
        });
        return new QuestionAnswers.Asked(filled, pathValues, query, tenant, null);
    }

    /** None for what an assistant leaves open by null or an empty list. */
    private static List<String> texts(String name, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(each -> text(name, each)).toList();
        }
        return List.of(text(name, value));
    }

    private static String text(String name, @Nullable Object value) {
        if (value instanceof String || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).toPlainString();
        }
        throw RefusedRequestException.parameter(
                name, name + " is a text, a number, true or false, or a list of these.");
    }

    private static CallToolResult result(String text, boolean failed) {
        return CallToolResult.builder().addTextContent(text).isError(failed).build();
    }
}
