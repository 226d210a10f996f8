package io.tachograph.client.scrape;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads metrics text: Prometheus 0.0.4, and of OpenMetrics what servers send (exemplars, {@code # EOF}, fractional time
 * stamps). A line that cannot be read is counted and reported, and the next one is read. A sample on a last line without
 * its line feed is such a line: where a body was cut, {@code 12} may have been {@code 1234}.
 */
public final class MetricsText {
    private static final int READ_BYTES = 64 * 1024;

    private MetricsText() {}

    /** Reads all metrics of a text. */
    public static Exposition parse(byte[] text) {
        return parse(text, new Exposition(Integer.MAX_VALUE), null);
    }

    /**
     * Reads some metrics of a text; the lines of others are skipped by their names and cost no memory.
     *
     * @param mostSamples of them; further ones are counted and left out
     */
    public static Exposition parse(byte[] text, WantedMetrics wanted, int mostSamples) {
        return parse(text, new Exposition(mostSamples), wanted);
    }

    private static Exposition parse(byte[] text, Exposition exposition, @Nullable WantedMetrics wanted) {
        LineParser parser = new LineParser(exposition, wanted);
        int from = 0;
        int number = 1;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                parser.line(text, from, i, number++);
                from = i + 1;
            }
        }
        last(parser, exposition, text, from, text.length, number);
        return exposition;
    }

    /**
     * Reads to the end, holding no more than the longest line.
     *
     * @throws IOException as the stream does
     */
    public static Exposition parse(InputStream text) throws IOException {
        Exposition exposition = new Exposition(Integer.MAX_VALUE);
        LineParser parser = new LineParser(exposition, null);
        byte[] buffer = new byte[READ_BYTES];
        int held = 0;
        int number = 1;
        for (int read = text.read(buffer, 0, buffer.length); read >= 0; ) {
            int from = 0;
            int end = held + read;
            for (int i = held; i < end; i++) {
                if (buffer[i] == '\n') {
                    parser.line(buffer, from, i, number++);
                    from = i + 1;
                }
            }
            held = end - from;
            System.arraycopy(buffer, from, buffer, 0, held);
            if (held == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
            read = text.read(buffer, held, buffer.length - held);
        }
        last(parser, exposition, buffer, 0, held, number);
        return exposition;
    }

    private static void last(LineParser parser, Exposition exposition, byte[] text, int from, int to, int number) {
        int first = from;
        while (first < to && text[first] <= ' ') {
            first++;
        }
        if (first < to && text[first] == '#') {
            parser.line(text, from, to, number);
        } else if (first < to) {
            exposition.cut(number, new String(text, first, to - first, StandardCharsets.UTF_8));
        }
    }
}
