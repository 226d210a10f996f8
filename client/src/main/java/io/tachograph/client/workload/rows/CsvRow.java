package io.tachograph.client.workload.rows;

import java.util.Locale;
import java.util.Map;

/** One row of a CSV file under its header, and where it stands. */
public final class CsvRow {
    private final Place place;
    private final Map<String, Integer> columns;
    private final String[] cells;

    CsvRow(Place place, Map<String, Integer> columns, String[] cells) {
        this.place = place;
        this.columns = columns;
        this.cells = cells;
    }

    static String key(String column) {
        return column.strip().toLowerCase(Locale.ROOT);
    }

    public Place place() {
        return place;
    }

    /** Whether the header names the column, in upper or lower case, and this row has something in it. */
    public boolean has(String column) {
        Integer index = columns.get(key(column));
        return index != null && !cells[index].isBlank();
    }

    /** @return the cell as it is; an error when the header does not name the column */
    public String text(String column) {
        Integer index = columns.get(key(column));
        if (index == null) {
            throw new IllegalArgumentException(place.source() + ": the header has no column '" + column + "', only "
                    + String.join(", ", columns.keySet()));
        }
        return cells[index];
    }

    /** @return the cell as a whole number of at least {@code least}; an error when it is anything else */
    public int count(String column, int least) {
        String cell = text(column).strip();
        try {
            int value = Integer.parseInt(cell);
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw place.wrong("'" + column + "' is '" + cell + "', but must be a whole number of at least " + least);
    }

    /** @return the cell as a finite number of at least 0; an error when it is anything else */
    public double number(String column) {
        String cell = text(column).strip();
        try {
            double value = Double.parseDouble(cell);
            if (value >= 0 && value <= Double.MAX_VALUE) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw place.wrong("'" + column + "' is '" + cell + "', but must be a number of at least 0");
    }
}
