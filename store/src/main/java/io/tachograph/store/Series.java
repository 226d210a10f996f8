package io.tachograph.store;

/**
 * The dimensions of a series of request windows. Two requests are in the same series when all of these agree; a new
 * engine version is a new series, so "old against new" is a join.
 *
 * @param target slug, {@code cluster-framework-model}
 * @param cluster where the target runs
 * @param framework what serves it
 * @param model model name
 * @param engineVersion as observed, empty when the target does not say
 * @param tenant empty when there is none
 * @param origin {@code probe}, {@code load}, {@code gateway}, {@code imported}, {@code traced} or {@code unknown}
 * @param promptBand workload band by prompt length
 * @param streamed a streamed answer was asked for
 */
public record Series(
        String target,
        String cluster,
        String framework,
        String model,
        String engineVersion,
        String tenant,
        String origin,
        String promptBand,
        boolean streamed) {}
