package io.tachograph.client.workload.dataset;

import java.nio.file.Path;
import java.util.Locale;

/** Form of a file with prompts. */
public enum DatasetFormat {
    /** By the file's name, otherwise by its first character. */
    AUTO,
    /** A list of strings, or of objects with {@code prompt}, {@code messages} or {@code conversations}. */
    JSON,
    /** One such element a line. */
    JSONL,
    /** A table with a column {@code prompt}, and perhaps {@code output_tokens} or {@code max_tokens}. */
    CSV,
    /** A list, or lines, of objects with {@code conversations} of {@code from} and {@code value}. */
    SHAREGPT,
    /** One prompt a line; empty lines do not count. */
    TXT;

    /**
     * @param name in upper or lower case
     * @throws IllegalArgumentException in one sentence, when there is no such format
     */
    public static DatasetFormat parse(String name) {
        try {
            return valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "data set format '" + name + "' is none of auto, json, jsonl, csv, sharegpt and txt", e);
        }
    }

    /** @param first the first character that is no white space, -1 for none */
    static DatasetFormat of(String source, Path file, int first) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return CSV;
        }
        if (name.endsWith(".txt")) {
            return TXT;
        }
        boolean json = name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson");
        if (json || first == '[' || first == '{' || first == '"') {
            return first == '[' ? JSON : JSONL;
        }
        throw new IllegalArgumentException(
                source + ": its format cannot be told from its name; say json, jsonl, csv, sharegpt or txt");
    }
}
