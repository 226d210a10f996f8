package io.tachograph.store;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one transaction of housekeeping did.
 *
 * @param done windows merged by the suffix of their {@link Resolution}, or rows deleted by table; empty when nothing was
 *     due
 * @param more whether there was more to do than fits one transaction
 * @param notes what a maintainer of the store should know, a sentence each: that another process had to be waited for,
 *     that a policy of the server fails
 */
public record HousekeepingStep(SortedMap<String, Long> done, boolean more, List<String> notes) {
    /** Nothing to note. */
    public HousekeepingStep(SortedMap<String, Long> done, boolean more) {
        this(done, more, List.of());
    }

    public HousekeepingStep {
        notes = List.copyOf(notes);
        done = Collections.unmodifiableSortedMap(new TreeMap<>(done));
        done.forEach((of, count) -> {
            if (count < 0) {
                throw new IllegalArgumentException("what was done of " + of + " must not be negative: " + count);
            }
        });
    }
}
