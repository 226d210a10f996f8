package io.tachograph.collectors.source.docker;

import io.tachograph.collectors.source.container.Sentence;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request: its head, and its body as it comes.
 *
 * @param headers by name in lower case
 * @param body without its framing
 */
record DockerAnswer(int status, Map<String, String> headers, InputStream body, Closeable connection)
        implements Closeable {
    private static final int MOST_HEAD_BYTES = 64 << 10;

    /** Waits for the head. */
    static DockerAnswer read(DockerConnection connection) throws IOException {
        InputStream in = new BufferedInputStream(connection.in());
        int[] left = {MOST_HEAD_BYTES};
        String[] first = line(in, left).split(" ", 3);
        if (first.length < 2 || !first[0].startsWith("HTTP/1.") || !first[1].matches("[1-5][0-9][0-9]")) {
            throw new BadAnswerException("the answer is not HTTP");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in, left); !line.isEmpty(); line = line(in, left)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return new DockerAnswer(Integer.parseInt(first[1]), headers, body(in, headers), connection);
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    private static InputStream body(InputStream in, Map<String, String> headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return new HttpBody(in, HttpBody.CHUNKED);
        }
        String length = headers.get("content-length");
        try {
            return new HttpBody(in, length == null ? HttpBody.UNTIL_CLOSED : Long.parseUnsignedLong(length));
        } catch (NumberFormatException e) {
            throw new BadAnswerException("the answer's Content-Length is no number");
        }
    }

    /** A line without its end. */
    static String line(InputStream in, int[] left) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new BadAnswerException("the connection was closed amid the answer");
            }
            if (--left[0] < 0) {
                throw new BadAnswerException("the answer's head is longer than " + MOST_HEAD_BYTES + " bytes");
            }
            line.append((char) next);
        }
        int end = line.length();
        return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    /** What the engine says in an error's body, shortened. */
    String complaint() {
        try {
            byte[] bytes = body.readNBytes(4096);
            String text = new String(bytes, StandardCharsets.UTF_8);
            String message = DockerJson.parse(text).path("message").asText("");
            return Sentence.of(message.isEmpty() ? text : message);
        } catch (IOException e) {
            return "";
        }
    }
}
