package io.tachograph.store;

import java.util.List;

/**
 * What a migration found of TimescaleDB, and what it did with it.
 *
 * @param found one sentence: version and licence, or why plain tables stay
 * @param hypertables whether the tables that grow are hypertables
 * @param policies whether the server compresses chunks and drops old ones by itself; when not, retention is the
 *     housekeeping's
 * @param changes what this migration changed, a sentence each; empty when all was there
 */
public record TimescaleReport(String found, boolean hypertables, boolean policies, List<String> changes) {
    public TimescaleReport {
        changes = List.copyOf(changes);
    }

    /** Nothing of TimescaleDB is used; {@code found} says why. */
    public static TimescaleReport plain(String found) {
        return new TimescaleReport(found, false, false, List.of());
    }
}
