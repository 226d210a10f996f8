package io.tachograph.bench.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code requests.csv}: RFC 4180, UTF-8, one header line; a value that is not there is an empty field. Lists are in one
 * field, their parts apart by semicolons: chunk times, and what the server said as {@code name=value}. A text that a
 * spreadsheet would take for a formula has an apostrophe before it.
 */
final class CsvFile implements RequestSink {
    /** Characters with which a formula begins. */
    private static final String FORMULA = "=+-@\t\r";

    private final LineFile file;

    CsvFile(Path path) throws IOException {
        file = new LineFile(path);
        StringBuilder header = new StringBuilder();
        for (RequestColumn column : RequestColumn.ALL) {
            header.append(column.name()).append(',');
        }
        line(header.append("chunk_seconds,server"));
    }

    @Override
    public void write(RequestView request) throws IOException {
        StringBuilder line = new StringBuilder(512);
        for (RequestColumn column : RequestColumn.ALL) {
            Object value = column.value().apply(request);
            if (value != null) {
                field(line, written(column.kind(), value));
            }
            line.append(',');
        }
        for (long nanos : request.details.chunkNanos()) {
            line.append(line.charAt(line.length() - 1) == ',' ? "" : ";").append(SecondsText.of(nanos));
        }
        line.append(',');
        field(
                line,
                plain(new TreeMap<>(request.details.server())
                        .entrySet().stream()
                                .map((Map.Entry<String, Double> said) -> said.getKey() + "=" + said.getValue())
                                .collect(Collectors.joining(";"))));
        line(line);
    }

    private static String written(RequestColumn.Kind kind, Object value) {
        return switch (kind) {
            case SECONDS -> SecondsText.of((Long) value);
            case TEXT -> plain((String) value);
            default -> value.toString();
        };
    }

    /** What a target said must not be run as a formula by the spreadsheet that opens the file. */
    private static String plain(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static void field(StringBuilder line, String text) {
        boolean quoted =
                text.indexOf(',') >= 0 || text.indexOf('"') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
        if (quoted) {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        } else {
            line.append(text);
        }
    }

    private void line(StringBuilder text) throws IOException {
        file.lines.writeBytes(text.append('\r').toString().getBytes(StandardCharsets.UTF_8));
        file.lineEnds();
    }

    @Override
    public void flush() throws IOException {
        file.flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
