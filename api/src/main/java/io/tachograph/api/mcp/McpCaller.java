package io.tachograph.api.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.tachograph.api.caller.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who calls a tool: whoever sent the request that carries the call. */
final class McpCaller {
    private static final String CALLER = "caller";

    private McpCaller() {}

    static McpTransportContext contextOf(HttpServletRequest request) {
        return McpTransportContext.create(Map.of(CALLER, Caller.of(request)));
    }

    static @Nullable String tenantOf(McpTransportContext context) {
        return ((Caller) context.get(CALLER)).tenant();
    }
}
