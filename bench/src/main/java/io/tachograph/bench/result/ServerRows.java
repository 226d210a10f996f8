package io.tachograph.bench.result;

import java.util.ArrayList;
import java.util.List;

/** Client and server side by side, each column as wide as what stands in it; where a line has no room, names are cut. */
final class ServerRows {
    private static final List<String> BEFORE = List.of("  ", "  client ", ", server ", ", difference ");

    private final ServerReport server;

    private ServerRows(ServerReport server) {
        this.server = server;
    }

    static List<String> of(ServerReport server) {
        return new ServerRows(server).lines();
    }

    private List<String> lines() {
        List<List<String>> cells = server.rows().stream().map(this::cells).toList();
        int columns = cells.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : cells) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        if (columns > 0) {
            widths[0] = Math.min(widths[0], room(widths));
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            lines.add(line(cells.get(i), widths, unit(server.rows().get(i))));
        }
        return lines;
    }

    /** What numbers and words leave for the names. */
    private int room(int[] widths) {
        int taken = server.rows().stream()
                .mapToInt(row -> 1 + unit(row).length())
                .max()
                .orElse(0);
        for (int i = 0; i < widths.length; i++) {
            taken += BEFORE.get(i).length() + (i == 0 ? 0 : widths[i]);
        }
        return Math.max(1, ResultTable.WIDTH - taken);
    }

    /** Name, client, server, and the difference where there is one to be had. */
    private List<String> cells(ServerReport.Row row) {
        List<String> cells = new ArrayList<>();
        cells.add(row.name());
        cells.add(value(row, row.client()));
        cells.add(value(row, row.server()));
        if (server.comparable()) {
            cells.add(value(row, row.difference()));
        }
        return cells;
    }

    private static String value(ServerReport.Row row, double value) {
        return isTime(row) ? ResultTable.millis(value) : ResultTable.number(value);
    }

    private static String unit(ServerReport.Row row) {
        return isTime(row) ? "ms" : row.unit();
    }

    private static boolean isTime(ServerReport.Row row) {
        return row.unit().equals("seconds");
    }

    private static String line(List<String> cells, int[] widths, String unit) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String fitted = cell.length() <= widths[i] ? cell : cell.substring(0, widths[i] - 1) + "…";
            String blanks = " ".repeat(widths[i] - fitted.length());
            line.append(BEFORE.get(i)).append(i == 0 ? fitted + blanks : blanks + fitted);
        }
        return line.append(' ').append(unit).toString();
    }
}
