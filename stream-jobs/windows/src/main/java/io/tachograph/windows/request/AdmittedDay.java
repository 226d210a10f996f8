package io.tachograph.windows.request;

import io.tachograph.windows.KeyedSeries;
import java.util.List;

/**
 * Series that were admitted on one day.
 *
 * @param day UTC days since the epoch
 * @param series in any order
 */
public record AdmittedDay(long day, List<KeyedSeries> series) {
    public AdmittedDay {
        series = List.copyOf(series);
    }
}
