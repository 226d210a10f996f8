package io.tachograph.windows.slo;

import java.util.Arrays;

/**
 * Counts of one SLO at one target over the last three days: by minute for a day, by five minutes beyond. Takes minutes
 * that do not change any more, in ascending order. Memory: 18 kB, however much traffic there is; counts of one minute
 * saturate at {@link Integer#MAX_VALUE}. Minutes are numbered from the epoch. Not thread-safe.
 */
public final class SloHistory {
    static final int MINUTES = 24 * 60;
    static final int FIVES = 3 * 24 * 12;

    /** All minutes before this one are in. */
    private long nextMinute;

    private final CountRing minutes;
    private final CountRing fives;

    /** @param firstMinute before which nothing is known */
    public SloHistory(long firstMinute) {
        this(firstMinute, new CountRing(MINUTES), new CountRing(FIVES));
    }

    SloHistory(long nextMinute, CountRing minutes, CountRing fives) {
        this.nextMinute = nextMinute;
        this.minutes = minutes;
        this.fives = fives;
    }

    /** The first minute that is still open. */
    public long nextMinute() {
        return nextMinute;
    }

    /** Adds a minute's counts, for good; minutes in between had none. */
    public void settle(long minute, EventCounts counts) {
        if (minute < nextMinute) {
            throw new IllegalArgumentException("minute " + minute + " is settled, the next one is " + nextMinute);
        }
        settleUntil(minute + 1);
        minutes.add(minute, counts);
        fives.add(Math.floorDiv(minute, 5), counts);
    }

    /** States that no minute before this one will come any more. */
    public void settleUntil(long minute) {
        if (minute > nextMinute) {
            minutes.clear(nextMinute, minute);
            fives.clear(Math.floorDiv(nextMinute - 1, 5) + 1, Math.floorDiv(minute - 1, 5) + 1);
            nextMinute = minute;
        }
    }

    /**
     * Sum of settled minutes in [from, to). Exact where {@code from} lies within the last day; before that only the
     * five-minute stretches that lie in the range entirely count.
     */
    public EventCounts sum(long from, long to) {
        long end = Math.min(to, nextMinute);
        long oldestFive = Math.floorDiv(nextMinute - 1, 5) + 1 - FIVES;
        long exactFrom = Math.max(from, nextMinute - MINUTES);
        if (exactFrom == from) {
            return minutes.sum(from, end);
        }
        // Where whole stretches begin that minutes are known of.
        long meeting = Math.floorDiv(exactFrom + 4, 5);
        EventCounts old = fives.sum(Math.max(oldestFive, Math.floorDiv(from + 4, 5)), Math.min(meeting, end / 5));
        return meeting * 5 < end ? old.plus(minutes.sum(meeting * 5, end)) : old;
    }

    /** Whether nothing was counted in three days. */
    public boolean isEmpty() {
        return fives.isEmpty();
    }

    CountRing minutes() {
        return minutes;
    }

    CountRing fives() {
        return fives;
    }

    SloHistory copy() {
        return new SloHistory(nextMinute, minutes.copy(), fives.copy());
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof SloHistory other
                && nextMinute == other.nextMinute
                && minutes.equals(other.minutes)
                && fives.equals(other.fives);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new long[] {nextMinute, fives.hashCode()});
    }
}
