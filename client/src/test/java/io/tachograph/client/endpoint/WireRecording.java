package io.tachograph.client.endpoint;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a server sent, as it went over the wire: bytes, and between them lines {@code ### wait 0.05 s} that were not sent
 * but waited.
 */
final class WireRecording {
    /** @param atMillis when it was sent, from the beginning of the answer */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Part(long atMillis, byte[] bytes) {}

    private static final String WAIT = "\n### wait ";

    private final List<Part> parts = new ArrayList<>();

    private WireRecording() {}

    static WireRecording of(String resource) {
        WireRecording recording = new WireRecording();
        String text = new String(Samples.read(resource), StandardCharsets.ISO_8859_1);
        long at = 0;
        int from = 0;
        for (int wait = text.indexOf(WAIT); wait >= 0; wait = text.indexOf(WAIT, from)) {
            recording.add(at, text.substring(from, wait));
            int end = text.indexOf(" s\n", wait);
            at += Math.round(1000 * Double.parseDouble(text.substring(wait + WAIT.length(), end)));
            from = end + 3;
        }
        recording.add(at, text.substring(from));
        return recording;
    }

    private void add(long atMillis, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part(atMillis, text.getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    /** As it goes over the wire, head and chunked coding included. */
    List<Part> wire() {
        return parts;
    }

    int status() {
        return Integer.parseInt(head().split(" ", 3)[1]);
    }

    HttpHeaders headers() {
        HttpHeaders headers = new DefaultHttpHeaders();
        head().lines().skip(1).filter(line -> !line.isEmpty()).forEach(line -> {
            int colon = line.indexOf(':');
            headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
        });
        return headers;
    }

    private String head() {
        String first = new String(parts.get(0).bytes(), StandardCharsets.ISO_8859_1);
        int end = first.indexOf("\r\n\r\n");
        return end < 0 ? first.substring(0, first.indexOf("\n\n") + 2) : first.substring(0, end + 4);
    }

    /** The body alone; every HTTP chunk lies within one part. */
    List<Part> body() {
        List<Part> body = new ArrayList<>();
        int skip = head().length();
        for (Part part : parts) {
            byte[] data = unchunked(part.bytes(), skip);
            skip = 0;
            if (data.length > 0) {
                body.add(new Part(part.atMillis(), data));
            }
        }
        return body;
    }

    private static byte[] unchunked(byte[] bytes, int from) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int at = from;
        while (at < bytes.length) {
            int lineEnd = at;
            while (bytes[lineEnd] != '\r') {
                lineEnd++;
            }
            int size = Integer.parseInt(new String(bytes, at, lineEnd - at, StandardCharsets.US_ASCII), 16);
            if (size == 0) {
                break;
            }
            data.writeBytes(Arrays.copyOfRange(bytes, lineEnd + 2, lineEnd + 2 + size));
            at = lineEnd + 2 + size + 2;
        }
        return data.toByteArray();
    }
}
