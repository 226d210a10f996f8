package io.tachograph.api.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tachograph.live.LiveChange;
import io.tachograph.live.LiveChanges;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Server-sent events as bytes. The last event of a batch has the position after it as its id. */
final class EventText {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private EventText() {}

    /** A comment, so that both sides and everything between them see that the connection is alive. */
    static byte[] heartbeat() {
        return HEARTBEAT;
    }

    /** The changes; nothing when there are none. */
    static byte[] changes(LiveChanges changes) {
        StringBuilder text = new StringBuilder();
        add(text, changes);
        return bytes(text);
    }

    /**
     * What a listener hears first: where he is now, and what he missed.
     *
     * @param gap something that he missed is no longer known
     */
    static byte[] welcome(LiveChanges missed, boolean gap) {
        StringBuilder text = new StringBuilder();
        id(text, missed);
        event(
                text,
                gap ? "gap" : "position",
                gap
                        ? "{\"detail\":\"Something that happened since is no longer here: ask for what is stored.\"}"
                        : "{}");
        add(text, missed);
        return bytes(text);
    }

    private static void add(StringBuilder text, LiveChanges changes) {
        List<LiveChange> all = changes.changes();
        for (int i = 0; i < all.size(); i++) {
            if (i == all.size() - 1) {
                id(text, changes);
            }
            LiveChange change = all.get(i);
            event(text, change.kind().key(), json(change.json()));
        }
    }

    private static void id(StringBuilder text, LiveChanges changes) {
        text.append("id: ").append(changes.upTo()).append('\n');
    }

    private static void event(StringBuilder text, String event, String data) {
        text.append("event: ").append(event).append("\ndata: ").append(data).append("\n\n");
    }

    /** JSON of one line: line ends in texts are escaped. */
    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result cannot be written as JSON.", e);
        }
    }

    private static byte[] bytes(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
