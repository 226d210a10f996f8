package io.tachograph.api.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.tachograph.api.audit.RefusedCall;
import io.tachograph.api.caller.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who calls a tool: whoever sent the request that carries the call. */
final class McpCaller {
    private static final String REQUEST = "request";

    private McpCaller() {}

    static McpTransportContext contextOf(HttpServletRequest request) {
        return McpTransportContext.create(Map.of(REQUEST, request));
    }

    static @Nullable String tenantOf(McpTransportContext context) {
        return Caller.of(requestOf(context)).tenant();
    }

    /** For the audit log: the answer to the request says nothing of it. */
    static void noteRefusal(McpTransportContext context) {
        RefusedCall.note(requestOf(context));
    }

    private static HttpServletRequest requestOf(McpTransportContext context) {
        return (HttpServletRequest) context.get(REQUEST);
    }
}
