package io.tachograph.dashboardtest.claude;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * That Claude wants a tool called.
 *
 * @param id by which the result is told
 * @param readable whether the arguments were a JSON object; if not there are none
 */
public record ToolCall(String id, String name, Map<String, Object> arguments, boolean readable) {
    public ToolCall {
        // Not Map.copyOf, which takes no nulls.
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
}
