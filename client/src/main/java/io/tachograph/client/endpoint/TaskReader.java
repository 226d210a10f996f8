package io.tachograph.client.endpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the task API says of a task, be it the answer to its submission, an event of its stream or its result: the same
 * object, more or less filled.
 */
final class TaskReader implements ChunkReader {
    static final long POLL_MILLIS = 200;
    private static final int MAX_ID_CHARS = 256;

    /** Calls to ask where a task is, null for a stream, which reports it itself. */
    private final @Nullable BaseUrl url;

    private final boolean streamed;
    private final JsonValues.FieldReader topLevel = this::topLevel;
    private @Nullable String taskPath;

    private String status = "";
    private @Nullable String id;

    /** The answer to a submission. */
    TaskReader(BaseUrl url, boolean streamed) {
        this.url = url;
        this.streamed = streamed;
    }

    /** A stream of events. */
    private TaskReader() {
        this.url = null;
        this.streamed = true;
    }

    @Override
    public void read(@Nullable String event, byte[] data, int length, Chunk into) throws IOException {
        status = "";
        id = null;
        JsonValues.object(data, length, into, topLevel);
        switch (status) {
            case "completed" -> {
                into.part();
                into.finish("completed");
                into.last();
            }
            default -> {
                if (ErrorWords.isName(status)) {
                    into.failure();
                } else if (id != null || !status.isEmpty()) {
                    into.known();
                    goOn(into);
                }
            }
        }
    }

    private void topLevel(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        switch (field) {
            case "status" -> {
                String told = JsonValues.textOrNull(parser, value);
                status = told == null ? "" : told.toLowerCase(Locale.ROOT);
            }
            case "task_id" -> id = JsonValues.textOrNull(parser, value);
            case "result" -> JsonValues.output(parser, value, into);
            case "metrics" -> JsonValues.fields(parser, value, into, TaskReader::metric);
            default -> JsonValues.other(parser, field, value, into);
        }
    }

    private static void metric(JsonParser parser, String field, JsonToken value, Chunk into) throws IOException {
        if (field.equals("prompt_tokens")) {
            into.inputTokens(JsonValues.count(parser, value));
        } else if (field.equals("completion_tokens")) {
            into.outputTokens(JsonValues.count(parser, value));
        }
        JsonValues.fact(parser, field, value, into);
    }

    /** Neither done nor failed: the stream goes on by itself, all else must be asked for. */
    private void goOn(Chunk into) throws IOException {
        if (url == null) {
            return;
        }
        if (taskPath == null) {
            if (id == null || id.length() > MAX_ID_CHARS) {
                throw new IOException("the answer names no task");
            }
            String name = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
            taskPath = url.below((streamed ? "stream/" : "result/") + name);
        }
        into.next(
                streamed
                        ? ApiCall.of(taskPath, AnswerFormat.EVENTS, new TaskReader())
                        : new ApiCall(taskPath, AnswerFormat.WHOLE, this, POLL_MILLIS));
    }
}
