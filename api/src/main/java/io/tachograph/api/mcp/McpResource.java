package io.tachograph.api.mcp;

import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.tachograph.api.health.BuildVersion;
import io.tachograph.api.question.Question;
import io.tachograph.api.question.QuestionAnswers;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Model Context Protocol over HTTP, without sessions: every question is a tool. Thread-safe. */
public final class McpResource implements Handler {
    /** Its route. */
    public static final String PATH = "/mcp";

    private static final int MOST_BYTES = 1 << 20;
    private static final String INSTRUCTIONS = """
            Tachograph measures LLM inference fleets. Times are RFC 3339 or relative (now, now-90m; units s, m, h, d, w), ranges \
            half-open, latencies in seconds; every row carries n, what it rests on. To find what is wrong: alerts, then \
            regressions and events of the same time, then series and distributions grouped by target or engine_version, then \
            gpus of the targets in question. Answers have 100 rows unless limit says otherwise; where next is not null, pass \
            its cursor.""";

    private final HttpServletStatelessServerTransport transport;

    /** The transport writes exceptions as they are, which would tell where in this program they were thrown. */
    @JsonIncludeProperties("error")
    private interface ErrorAlone {
        @JsonProperty("error")
        JSONRPCResponse.JSONRPCError getJsonRpcError();
    }

    /**
     * @param contract {@code openapi.yaml}
     * @param prefix of the questions' paths in it
     * @param answers to each question
     */
    public McpResource(JsonNode contract, String prefix, Map<Question, QuestionAnswers> answers) {
        JacksonMcpJsonMapper json =
                new JacksonMcpJsonMapper(new ObjectMapper().addMixIn(McpError.class, ErrorAlone.class));
        transport = HttpServletStatelessServerTransport.builder()
                .jsonMapper(json)
                .messageEndpoint(PATH)
                .maxRequestSize(MOST_BYTES)
                .contextExtractor(McpCaller::contextOf)
                .build();
        List<SyncToolSpecification> tools = new ArrayList<>();
        answers.forEach((question, its) -> {
            String path = prefix + question.path();
            tools.add(new QuestionTool(question, path, its).describedBy(new ToolSchema(contract, path)));
        });
        var unused = McpServer.sync(transport)
                .jsonMapper(json)
                .serverInfo("tachograph", BuildVersion.read())
                .instructions(INSTRUCTIONS)
                .capabilities(ServerCapabilities.builder().tools(false).build())
                // A question refuses what it does not know itself, in a sentence.
                .validateToolInputs(false)
                .jsonSchemaValidator((schema, value) -> ValidationResponse.asValid(""))
                .tools(tools)
                .build();
    }

    @Override
    public void handle(Context ctx) throws IOException {
        try {
            transport.service(ctx.req(), ctx.res());
        } catch (ServletException e) {
            throw new IOException("The request could not be handled.", e);
        }
    }
}
