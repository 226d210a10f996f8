package io.tachograph.api.question;

import io.tachograph.store.Rows;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How rows are written. */
enum Format {
    JSON("application/json", "application/json") {
        @Override
        void write(Rows rows, Plan plan, @Nullable String next, OutputStream out) throws IOException {
            RowsAsJson.writeAnswer(rows, plan, next, out);
        }
    },
    CSV("text/csv", "text/csv; charset=utf-8; header=present") {
        @Override
        void write(Rows rows, Plan plan, @Nullable String next, OutputStream out) throws IOException {
            RowsAsCsv.write(rows, plan, out);
        }
    },
    NDJSON("application/x-ndjson", "application/x-ndjson") {
        @Override
        void write(Rows rows, Plan plan, @Nullable String next, OutputStream out) throws IOException {
            RowsAsJson.writeLines(rows, plan, out);
        }
    };

    private final String type;
    private final String contentType;

    Format(String type, String contentType) {
        this.type = type;
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    abstract void write(Rows rows, Plan plan, @Nullable String next, OutputStream out) throws IOException;

    /** What a request accepts most; JSON where it accepts none of these. */
    static Format acceptedBy(@Nullable String accept) {
        record Wish(Format format, double weight) {}
        return Stream.of((accept == null ? "" : accept).split(",", 50))
                .flatMap(part -> named(part).map(format -> new Wish(format, weight(part))).stream())
                .filter(wish -> wish.weight() > 0)
                .max(Comparator.comparingDouble(Wish::weight).thenComparing(wish -> wish.format() == JSON))
                .map(Wish::format)
                .orElse(JSON);
    }

    private static Optional<Format> named(String part) {
        String name = part.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Stream.of(values()).filter(format -> format.type.equals(name)).findFirst();
    }

    private static double weight(String part) {
        int q = part.indexOf("q=");
        String text = q < 0 ? "1" : part.substring(q + 2).split("[;, ]", 2)[0];
        return text.matches("[01](\\.[0-9]{0,3})?") ? Double.parseDouble(text) : 0;
    }
}
