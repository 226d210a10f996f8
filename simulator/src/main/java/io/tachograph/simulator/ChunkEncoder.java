package io.tachograph.simulator;

import com.fasterxml.jackson.databind.node.TextNode;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The events of one stream as bytes. What does not change from token to token is built once per request; a token
 * costs a few copies into the buffer that it is given and that it returns.
 */
final class ChunkEncoder {
    private static final byte[] USAGE_ONLY = utf8("]");
    private static final byte[] STAMP = utf8(",\"tachograph_nanos\":");
    private static final byte[] END_OF_EVENT = utf8("}\n\n");
    private static final byte[] DONE = utf8("data: [DONE]\n\n");
    private static final byte[] GARBAGE = utf8("data: {\"choices\":[{\"index\":0,\"del\n\n");

    private final CompletionRequest request;
    private final Draw draw;
    private final boolean stamps;
    private final String envelope;
    private final byte[] start;
    private final byte[] beforeWord;
    private final byte[] afterWord;

    ChunkEncoder(CompletionRequest request, Draw draw, String model, boolean stamps) {
        this.request = request;
        this.draw = draw;
        this.stamps = stamps;
        ApiKind kind = request.kind();
        this.envelope = "\"id\":\"" + kind.idPrefix + draw.id() + "\",\"object\":\""
                + (request.stream() ? kind.chunkObject() : kind.object) + "\",\"created\":"
                + Instant.now().getEpochSecond() + ",\"model\":" + TextNode.valueOf(model) + ",\"choices\":[";
        this.start = utf8("data: {" + envelope);
        this.beforeWord = utf8(choiceBefore());
        this.afterWord = utf8(choiceAfter("null") + "]");
    }

    /** Everything of a whole answer's object up to and with the opening of the list of choices. */
    String envelope() {
        return "{" + envelope;
    }

    /** Opens a chat: the request is in the batch, no token yet. */
    ByteBuf role(ByteBuf out) {
        return event(
                out,
                utf8("{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null,"
                        + "\"finish_reason\":null}]"),
                0);
    }

    /** The index-th token, from 0. */
    ByteBuf token(ByteBuf out, int index) {
        out.writeBytes(start).writeBytes(beforeWord);
        out.writeBytes(Vocabulary.utf8(draw.firstWord(), index)).writeBytes(afterWord);
        return closed(out, request.usageInEveryChunk(), index + 1);
    }

    /** The finish chunk, the usage chunk if it was asked for, and the end marker, in one piece. */
    ByteBuf end(ByteBuf out, int outputTokens) {
        String reason = request.limits().reason(draw.naturalTokens()).text();
        event(out, utf8(choiceBefore() + choiceAfter("\"" + reason + "\"") + "]"), outputTokens);
        if (request.usageChunk()) {
            out.writeBytes(start).writeBytes(USAGE_ONLY);
            closed(out, true, outputTokens);
        }
        return out.writeBytes(DONE);
    }

    /** A line that is no JSON. */
    static ByteBuf garbage(ByteBuf out) {
        return out.writeBytes(GARBAGE);
    }

    /** An error in place of a chunk. */
    static ByteBuf error(ByteBuf out, ApiError error) {
        return out.writeBytes(utf8("data: " + error.json() + "\n\n"));
    }

    /** The usage object of an answer so far. */
    String usage(int outputTokens) {
        return ",\"usage\":{\"prompt_tokens\":" + request.promptTokens() + ",\"total_tokens\":"
                + (request.promptTokens() + outputTokens) + ",\"completion_tokens\":" + outputTokens + "}";
    }

    private ByteBuf event(ByteBuf out, byte[] choice, int outputTokens) {
        out.writeBytes(start).writeBytes(choice);
        return closed(out, request.usageInEveryChunk(), outputTokens);
    }

    /** The stamp is read last: nothing but the write to the socket follows. */
    private ByteBuf closed(ByteBuf out, boolean usage, int outputTokens) {
        if (usage) {
            out.writeBytes(utf8(usage(outputTokens)));
        }
        if (stamps) {
            out.writeBytes(STAMP);
            out.writeCharSequence(Long.toString(System.nanoTime()), StandardCharsets.US_ASCII);
        }
        return out.writeBytes(END_OF_EVENT);
    }

    private String choiceBefore() {
        return request.kind() == ApiKind.CHAT ? "{\"index\":0,\"delta\":{\"content\":\"" : "{\"index\":0,\"text\":\"";
    }

    private String choiceAfter(String reason) {
        return (request.kind() == ApiKind.CHAT ? "\"}" : "\"") + ",\"logprobs\":null,\"finish_reason\":" + reason
                + ",\"stop_reason\":null}";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
