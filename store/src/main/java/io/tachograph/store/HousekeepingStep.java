package io.tachograph.store;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one transaction of housekeeping did.
 *
 * @param done windows merged by the suffix of their {@link Resolution}, or rows deleted by table; empty when nothing was
 *     due, or when another process was at it
 * @param more whether there was more to do than fits one transaction
 */
public record HousekeepingStep(SortedMap<String, Long> done, boolean more) {
    public HousekeepingStep {
        done = Collections.unmodifiableSortedMap(new TreeMap<>(done));
        done.forEach((of, count) -> {
            if (count < 0) {
                throw new IllegalArgumentException("what was done of " + of + " must not be negative: " + count);
            }
        });
    }
}
