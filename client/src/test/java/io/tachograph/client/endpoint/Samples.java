package io.tachograph.client.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Recorded streams of real servers. */
final class Samples {
    static final String OPENAI = "openai-chat-stream.sse";
    static final String AZURE = "azure-openai-chat-stream.sse";
    static final String VLLM_REASONING = "vllm-chat-stream-reasoning.sse";
    static final String ERRORS = "stream-errors.sse";

    private Samples() {}

    static byte[] bytes(String name) {
        return read("/samples/" + name);
    }

    /** @param name path of any test resource */
    static byte[] read(String name) {
        try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** @param name path of any test resource */
    static String of(String name) {
        return new String(read(name), StandardCharsets.UTF_8);
    }
}
