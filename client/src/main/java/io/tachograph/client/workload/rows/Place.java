package io.tachograph.client.workload.rows;

/**
 * A position in a file.
 *
 * @param source the file, in words
 * @param unit what is counted: line, element, row
 * @param number from 1
 */
public record Place(String source, String unit, long number) {
    /** @return what is wrong here, to be thrown */
    public IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(this + ": " + what);
    }

    @Override
    public String toString() {
        return source + ", " + unit + " " + number;
    }
}
