package io.tachograph.client.endpoint;

import io.netty.buffer.ByteBuf;

/**
 * JSON objects in lines, from bytes that may be cut anywhere. Lines also end with NUL, as early versions of vLLM sent
 * them; empty ones are skipped; the last needs no end. A line's stamp is that of its first byte. Not thread-safe.
 */
final class JsonLines implements FrameParser, LineSplitter.Lines {
    private final Sink sink;
    private final LineSplitter lines;

    JsonLines(Sink sink, int maxLineBytes) {
        this.sink = sink;
        this.lines = new LineSplitter(this, "a line", maxLineBytes, '\0');
    }

    @Override
    public void read(ByteBuf bytes, long nanos) throws AnswerException {
        lines.read(bytes, nanos);
    }

    @Override
    public void line(byte[] bytes, int from, int to, long nanos) throws AnswerException {
        if (to > from) {
            sink.frame(null, bytes, from, to - from, nanos);
        }
    }

    @Override
    public void end() throws AnswerException {
        lines.rest();
    }
}
