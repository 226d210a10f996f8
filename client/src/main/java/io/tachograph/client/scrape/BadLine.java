package io.tachograph.client.scrape;

/**
 * A line that is no sample. Its text is not kept: labels may hold personal data.
 *
 * @param number from 1
 * @param reason e.g. {@code no value}
 */
public record BadLine(int number, String reason) {
    @Override
    public String toString() {
        return "line " + number + ": " + reason;
    }
}
