package io.tachograph.dashboardtest.standin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * An answer of the Messages API as it comes over the wire, event by event. Its form is that of the recorded streams: arguments
 * of tools in pieces that are no JSON, pings in between, blanks behind the braces, the final usage in {@code message_delta}.
 */
public final class AnswerEvents {
    private static final int PIECE = 7;

    private final StringBuilder events = new StringBuilder();
    private final long inputTokens;
    private int blocks;

    /** @param inputTokens that reading the question took */
    public AnswerEvents(long inputTokens) {
        this.inputTokens = inputTokens;
        event(
                "message_start",
                "{\"type\":\"message_start\",\"message\":{\"model\":\"claude-sonnet-5-5\",\"id\":\"msg_01stand\",\"type\":\"message\","
                        + "\"role\":\"assistant\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":"
                        + inputTokens
                        + ",\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":2,"
                        + "\"service_tier\":\"standard\"}}  }");
    }

    public AnswerEvents text(String text) {
        int index = blocks++;
        start(index, "{\"type\":\"text\",\"text\":\"\"}");
        event("ping", "{\"type\": \"ping\"}");
        for (int i = 0; i < text.length(); i += PIECE) {
            delta(index, "{\"type\":\"text_delta\",\"text\":" + quoted(piece(text, i)) + "}");
        }
        return stop(index);
    }

    /** @param input as it is put together from its pieces; what is no JSON is sent like any other */
    public AnswerEvents tool(String id, String name, String input) {
        int index = blocks++;
        start(
                index,
                "{\"type\":\"tool_use\",\"id\":" + quoted(id) + ",\"name\":" + quoted(name)
                        + ",\"input\":{},\"caller\":{\"type\":\"direct\"}}");
        delta(index, "{\"type\":\"input_json_delta\",\"partial_json\":\"\"}");
        for (int i = 0; i < input.length(); i += PIECE) {
            delta(index, "{\"type\":\"input_json_delta\",\"partial_json\":" + quoted(piece(input, i)) + "}");
        }
        return stop(index);
    }

    /** A stream that goes wrong after it began. */
    public AnswerEvents error(String type, String message) {
        event(
                "error",
                "{\"type\":\"error\",\"error\":{\"type\":" + quoted(type) + ",\"message\":" + quoted(message) + "}}");
        return this;
    }

    /** What is no event. */
    public AnswerEvents raw(String text) {
        events.append(text);
        return this;
    }

    /** The answer up to here, without an end. */
    public Reply brokenOff() {
        return Reply.stream(events.toString());
    }

    /** The whole answer. */
    public Reply end(String stopReason, long outputTokens) {
        return end(stopReason, "null", outputTokens);
    }

    /** That Claude refuses. */
    public Reply refusal(String explanation) {
        return end(
                "refusal", "{\"type\":\"refusal\",\"category\":null,\"explanation\":" + quoted(explanation) + "}", 3);
    }

    private Reply end(String stopReason, String stopDetails, long outputTokens) {
        event(
                "message_delta",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":" + quoted(stopReason)
                        + ",\"stop_sequence\":null,\"stop_details\":" + stopDetails + "},\"usage\":{\"input_tokens\":"
                        + inputTokens
                        + ",\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":"
                        + outputTokens + "}   }");
        event("message_stop", "{\"type\":\"message_stop\"      }");
        return Reply.stream(events.toString());
    }

    private void start(int index, String block) {
        event(
                "content_block_start",
                "{\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":" + block + " }");
    }

    private void delta(int index, String delta) {
        event(
                "content_block_delta",
                "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":" + delta + "    }");
    }

    private AnswerEvents stop(int index) {
        event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":" + index + "  }");
        return this;
    }

    private void event(String name, String data) {
        events.append("event: ").append(name).append("\ndata: ").append(data).append("\n\n");
    }

    private static String piece(String text, int from) {
        return text.substring(from, Math.min(text.length(), from + PIECE));
    }

    private static String quoted(String text) {
        TextNode node = JsonNodeFactory.instance.textNode(text);
        return node.toString();
    }
}
