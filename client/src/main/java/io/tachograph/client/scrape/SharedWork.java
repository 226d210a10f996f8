package io.tachograph.client.scrape;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tensor-parallel, pipeline and expert ranks work on the same requests, so that of the ranks of one data-parallel replica
 * only the first that a text has counts. Data-parallel ranks, engines, workers and everything else add up. Holds for one
 * metric.
 */
final class SharedWork {
    private static final List<String> SHARING = List.of("tp_rank", "pp_rank", "moe_ep_rank");

    private final Map<Labels, Labels> first = new HashMap<>();

    boolean counts(Labels labels) {
        if (SHARING.stream().allMatch(rank -> labels.get(rank) == null)) {
            return true;
        }
        Labels buckets = labels.without("le");
        Labels work = buckets;
        for (String rank : SHARING) {
            work = work.without(rank);
        }
        Labels known = first.putIfAbsent(work, buckets);
        return known == null || known.equals(buckets);
    }
}
