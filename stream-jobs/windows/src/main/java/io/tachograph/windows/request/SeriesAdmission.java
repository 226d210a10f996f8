package io.tachograph.windows.request;

import io.tachograph.windows.KeyedSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the number of series bounded, whatever names are sent: state, rows and alerts follow from it. A target's records
 * come to one subtask, in one order, so what is decided here is decided once.
 *
 * <p>Memory: the newest UTC day and the one before, some 500 bytes for each series. Not thread-safe.
 */
public final class SeriesAdmission {
    /** Tenant of the requests of those that there was no room for. */
    public static final String OTHER = "~other";

    private static final long DAY_MILLIS = 86_400_000;
    private static final int DAYS = 2;

    private final SeriesLimits limits;
    private final int subtasks;
    private final TreeMap<Long, AdmittedSeries> days = new TreeMap<>();

    /** @param subtasks how many of the source there are, this one included */
    public SeriesAdmission(SeriesLimits limits, int subtasks) {
        this.limits = limits;
        this.subtasks = subtasks;
    }

    /**
     * The series that a request counts in: its own, that of {@link #OTHER}, or null when it does not count.
     *
     * @param sentAtMillis event time, milliseconds since the epoch; what is older than two days counts with the older day
     */
    public @Nullable KeyedSeries admit(KeyedSeries series, long sentAtMillis) {
        return day(Math.floorDiv(sentAtMillis, DAY_MILLIS)).admit(series, limits);
    }

    private AdmittedSeries day(long day) {
        AdmittedSeries known = days.get(day);
        if (known != null) {
            return known;
        }
        if (days.size() == DAYS && day < days.firstKey()) {
            return days.firstEntry().getValue();
        }
        AdmittedSeries added = new AdmittedSeries(subtasks);
        days.put(day, added);
        if (days.size() > DAYS) {
            days.pollFirstEntry();
        }
        return added;
    }

    /** What any subtask had admitted, after a restart. */
    public void restore(AdmittedDay admitted) {
        AdmittedSeries day = day(admitted.day());
        admitted.series().forEach(day::restore);
    }

    /**
     * What is to be kept for a restart.
     *
     * @param keeps of the series that nobody has met since the last restart, which ones this subtask keeps for all
     */
    public List<AdmittedDay> all(Predicate<KeyedSeries> keeps) {
        List<AdmittedDay> all = new ArrayList<>();
        days.forEach((day, series) -> all.add(new AdmittedDay(day, series.all(keeps))));
        return all;
    }
}
