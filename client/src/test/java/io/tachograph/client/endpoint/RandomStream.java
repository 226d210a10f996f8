package io.tachograph.client.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A stream made by chance, and what is true of it. Good as it is made: with heartbeats, comments, unknown objects, usage in
 * any place or none. {@link Fault} spoils it.
 */
final class RandomStream {
    private static final String[] WORDS = {
        "\"word \"",
        "\"error: out of memory\"",
        "\"[DONE]\"",
        "\"data: {\\\"error\\\": 1}\\n\\n\"",
        "\"größe 🚚\"",
        "\"\\u0041\\\"\"",
        "\" \"",
        "\"HTTP 500\"",
        "\"{\\\"a\\\":\""
    };
    private static final String[] EVENT_NOISE = {
        ": keep-alive\n\n",
        ":\n\n",
        "event: ping\ndata: {}\n\n",
        "event: heartbeat\n\n",
        "data:\n\n",
        "data: {\"type\":\"ping\"}\n\n",
        "ping: 17\n\n",
        "id: 7\nretry: 100\n\n",
        "data: {\"type\":\"metadata\",\"queue_position\":3}\n\n",
        "data: {\"error\":null,\"errors\":[],\"code\":0,\"msg\":\"ok\"}\n\n",
        "keep-alive\n\n",
        "prefill 512 of 4096\n\n",
        "data: {\"details\":{\"queue\":450}}\n\n",
        "data: {\"code\":20000,\"message\":\"success\"}\n\n"
    };
    private static final String[] LINE_NOISE = {
        "\n",
        "{}\n",
        "{\"status\":\"loading model\"}\n",
        "{\"type\":\"ping\"}\n",
        "prefill 512 of 4096\n",
        "{\"details\":{\"queue\":450}}\n"
    };

    final StreamForm form;
    final Random random;
    /** Frames before the finish, those with tokens among them. */
    final List<String> body = new ArrayList<>();
    /** From the finish reason on. */
    final List<String> closing = new ArrayList<>();

    int contentFrames;
    /** What the server says that it sent; negative if it says nothing. */
    final long told;

    RandomStream(StreamForm form, Random random) {
        this.form = form;
        this.random = random;
        noise(body);
        body.addAll(form.frames(form.begin(random)));
        int tokens = 1 + random.nextInt(5);
        for (int i = 0; i < tokens; i++) {
            String text = pick(WORDS);
            boolean reasoning = form.hasReasoning() && i < tokens - 1 && random.nextInt(3) == 0;
            body.add(form.frame(reasoning ? form.reasoning(text, random) : form.output(text, random)));
            contentFrames++;
            noise(body);
        }
        told = form.usageEnds() || random.nextInt(4) > 0 ? 2 + tokens + random.nextInt(9) : Chunk.ABSENT;
        close(form.goodReasons.get(random.nextInt(form.goodReasons.size())), told);
    }

    /** Writes the closing anew. */
    final void close(String reason, long tokens) {
        closing.clear();
        closing.addAll(form.frames(form.finish(reason)));
        noise(closing);
        if (tokens >= 0) {
            String count =
                    switch (random.nextInt(4)) {
                        case 0 -> tokens + ".0";
                        case 1 -> "\"" + tokens + "\"";
                        default -> String.valueOf(tokens);
                    };
            closing.add(form.frame(form.usage(7, count, random)));
        }
        closing.addAll(form.frames(form.end()));
    }

    private void noise(List<String> frames) {
        if (random.nextInt(3) == 0) {
            frames.add(pick(form.isEvents() ? EVENT_NOISE : LINE_NOISE));
        }
    }

    String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** Drops what is to be read as a token. */
    void dropContent() {
        List<String> begin = form.frames(form.begin(new Random(1)));
        body.clear();
        body.addAll(begin);
        contentFrames = 0;
    }

    /** Line feeds at the very end, at most so many. */
    void dropLineEnds(int most) {
        List<String> end = closing.isEmpty() ? body : closing;
        String last = end.remove(end.size() - 1);
        int length = last.length();
        for (int more = most; more > 0 && length > 0 && last.charAt(length - 1) == '\n'; more--) {
            length--;
        }
        end.add(last.substring(0, length));
    }

    List<String> frames() {
        List<String> frames = new ArrayList<>(body);
        frames.addAll(closing);
        return frames;
    }
}
