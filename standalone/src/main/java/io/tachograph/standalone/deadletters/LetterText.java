package io.tachograph.standalone.deadletters;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.schemas.codec.RecordDecoder;
import io.tachograph.schemas.codec.UnreadableRecordException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Letters as lines. */
final class LetterText {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int BYTES_PER_LINE = 16;

    private LetterText() {}

    /** Time, position, reason and detail, on one line whatever the detail holds. */
    static String line(Letter letter) {
        return String.format(
                Locale.ROOT,
                "%s  %-15s  %s  %s",
                letter.writtenAt(),
                letter.reason(),
                letter.key(),
                letter.record().getDetail().replaceAll("\\p{Cntrl}", "?"));
    }

    /** The same as one JSON object, with the payload in hex. */
    static String json(Letter letter) {
        byte[] payload = letter.payload();
        ObjectNode object = JSON.createObjectNode()
                .put("time", letter.writtenAt().toString())
                .put("topic", letter.record().getTopic())
                .put("partition", letter.record().getPartition())
                .put("offset", letter.record().getOffset())
                .put("reason", letter.reason().name())
                .put("detail", letter.record().getDetail())
                .put("payload_whole", letter.isWhole());
        return object.put("payload_hex", payload == null ? null : HexFormat.of().formatHex(payload))
                .toString();
    }

    /** All there is to see of one letter. */
    static List<String> whole(Letter letter) {
        List<String> lines = new ArrayList<>(List.of(
                "Position  " + letter.key(),
                "Written   " + letter.writtenAt(),
                "Reason    " + letter.reason(),
                "Detail    " + letter.record().getDetail().replaceAll("\\p{Cntrl}", "?")));
        byte[] payload = letter.payload();
        if (payload == null) {
            lines.add("Payload   none; the record's position still has it, as long as Kafka keeps it");
            return lines;
        }
        lines.add("Decoded   " + decoded(payload));
        lines.add("Payload   " + payload.length + " bytes" + (letter.isWhole() ? "" : ", cut"));
        for (int at = 0; at < payload.length; at += BYTES_PER_LINE) {
            lines.add(hex(payload, at));
        }
        return lines;
    }

    private static String decoded(byte[] payload) {
        try {
            return new RecordDecoder().decode(payload).toString();
        } catch (UnreadableRecordException e) {
            return "no: " + e.getMessage();
        }
    }

    private static String hex(byte[] payload, int from) {
        StringBuilder hex = new StringBuilder();
        StringBuilder text = new StringBuilder();
        for (int i = from; i < Math.min(payload.length, from + BYTES_PER_LINE); i++) {
            hex.append(String.format(Locale.ROOT, "%02x ", payload[i]));
            text.append(payload[i] >= ' ' && payload[i] < 127 ? (char) payload[i] : '.');
        }
        return String.format(Locale.ROOT, "  %08x  %-48s |%s|", from, hex, text);
    }
}
