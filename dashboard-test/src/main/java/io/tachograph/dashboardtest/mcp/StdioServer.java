package io.tachograph.dashboardtest.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.tachograph.dashboardtest.tool.BrowserTool;
import io.tachograph.dashboardtest.tool.Picture;
import io.tachograph.dashboardtest.tool.ToolAnswer;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Serves the tools to one client, which started this process and talks to it. */
public final class StdioServer {
    private static final String INSTRUCTIONS = """
            A headless Chromium that reaches one dashboard. Begin with open. Elements are named by what people call them (label) \
            or by a CSS selector; points are pixels of the last screenshot of the window, 1280 by 900. A tool that could not do \
            something says why.""";

    private StdioServer() {}

    /**
     * Serves until the client closes its end.
     *
     * @param version of this program
     */
    public static void serve(List<BrowserTool> tools, String version, InputStream in, OutputStream out)
            throws InterruptedException {
        JacksonMcpJsonMapper json = new JacksonMcpJsonMapper(new ObjectMapper());
        CountDownLatch ended = new CountDownLatch(1);
        // One call at a time: there is one browser.
        Object turn = new Object();
        McpSyncServer server = McpServer.sync(
                        new StdioServerTransportProvider(json, new WatchedInput(in, ended::countDown), out))
                .jsonMapper(json)
                .serverInfo("tachograph-dashboard-test", version)
                .instructions(INSTRUCTIONS)
                .capabilities(ServerCapabilities.builder().tools(false).build())
                // A tool refuses what it does not know itself, in a sentence.
                .validateToolInputs(false)
                .jsonSchemaValidator((schema, value) -> ValidationResponse.asValid(""))
                .tools(tools.stream().map(tool -> specification(tool, turn)).toList())
                .build();
        try {
            ended.await();
        } finally {
            server.close();
        }
    }

    private static SyncToolSpecification specification(BrowserTool tool, Object turn) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", tool.properties());
        schema.put("required", tool.required());
        schema.put("additionalProperties", false);
        return SyncToolSpecification.builder()
                .tool(Tool.builder(tool.name(), schema)
                        .description(tool.description())
                        .build())
                .callHandler((exchange, request) -> {
                    @Nullable Map<String, Object> arguments = request.arguments();
                    synchronized (turn) {
                        return result(tool.call(arguments == null ? Map.of() : arguments));
                    }
                })
                .build();
    }

    private static CallToolResult result(ToolAnswer answer) {
        CallToolResult.Builder result =
                CallToolResult.builder().addTextContent(answer.text()).isError(answer.failed());
        @Nullable Picture picture = answer.picture();
        if (picture != null) {
            result.addContent(ImageContent.builder(Base64.getEncoder().encodeToString(picture.png()), "image/png")
                    .build());
        }
        return result.build();
    }
}
