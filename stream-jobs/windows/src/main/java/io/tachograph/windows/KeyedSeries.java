package io.tachograph.windows;

import io.tachograph.store.Series;
import java.nio.charset.StandardCharsets;

/**
 * A series with what is made of it for every request: its key, and the key as it travels. Made once and shared by many
 * samples. Immutable by agreement: nobody changes the array. Two are equal when their keys are.
 */
public final class KeyedSeries {
    private final Series series;
    private final String key;
    private final byte[] keyBytes;
    /** Here and not only in the string: one reach into memory less for every request. */
    private final int hash;

    private KeyedSeries(Series series, String key, byte[] keyBytes) {
        this.series = series;
        this.key = key;
        this.keyBytes = keyBytes;
        this.hash = key.hashCode();
    }

    public static KeyedSeries of(Series series) {
        String key = SeriesKey.of(series);
        return new KeyedSeries(series, key, key.getBytes(StandardCharsets.UTF_8));
    }

    /** From {@link #keyBytes}. */
    public static KeyedSeries ofBytes(byte[] keyBytes) {
        String key = new String(keyBytes, StandardCharsets.UTF_8);
        return new KeyedSeries(SeriesKey.parse(key), key, keyBytes);
    }

    public Series series() {
        return series;
    }

    /** {@link SeriesKey#of} of the series. */
    public String key() {
        return key;
    }

    /** The key in UTF-8: all of the series. */
    public byte[] keyBytes() {
        return keyBytes;
    }

    @Override
    public boolean equals(Object o) {
        return this == o || (o instanceof KeyedSeries other && hash == other.hash && key.equals(other.key));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return series.toString();
    }
}
