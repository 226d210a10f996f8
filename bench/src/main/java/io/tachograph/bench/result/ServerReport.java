package io.tachograph.bench.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server's own metrics say about the time of the run, beside what the client measured. The server counts all its
 * traffic, warm-up and other clients included, so {@code requests} shows whether the two are comparable.
 *
 * @param url where it was read
 * @param engine whose names they are, e.g. {@code vllm}
 * @param scrapes successful readings
 * @param requests requests that the server finished between the first and the last reading, null when it does not say
 * @param comparable whether the server finished about as many as the client, within 2 %
 * @param absent why there is nothing to compare, one sentence; null when there is
 * @param notes one sentence per restriction
 * @param rows the quantities that both have
 */
public record ServerReport(
        String url,
        String engine,
        int scrapes,
        @Nullable Double requests,
        boolean comparable,
        @Nullable String absent,
        List<String> notes,
        List<Row> rows) {
    public ServerReport {
        notes = List.copyOf(notes);
        rows = List.copyOf(rows);
    }

    /**
     * One quantity on both sides.
     *
     * @param name e.g. {@code ttft mean}
     * @param unit {@code seconds} or {@code tokens}
     * @param client the client's value
     * @param server the server's value
     * @param difference client − server
     */
    public record Row(String name, String unit, double client, double server, double difference) {}
}
