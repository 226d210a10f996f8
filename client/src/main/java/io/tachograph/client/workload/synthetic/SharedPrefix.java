package io.tachograph.client.workload.synthetic;

import java.util.Locale;

/**
 * Beginnings that requests have in common, for servers with a prefix cache. A share of the requests begins with one of
 * the groups' prefixes, each as likely as the others; the rest begin with one of the same length that no other has.
 *
 * @param groups number of common prefixes
 * @param prefixTokens length of a prefix
 * @param share of the requests that begin with a common one, 0 to 1: their hit rate once all groups are in the cache
 */
public record SharedPrefix(int groups, int prefixTokens, double share) {
    private static final long MOST_TOKENS = 50_000_000;

    public SharedPrefix {
        if (groups < 1 || prefixTokens < 1 || (long) groups * prefixTokens > MOST_TOKENS) {
            throw new IllegalArgumentException(groups + " prefixes of " + prefixTokens
                    + " tokens, but both must be at least 1 and not more than " + MOST_TOKENS + " together");
        }
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share " + share + " must be from 0 to 1");
        }
    }

    String describe() {
        return String.format(
                Locale.ROOT,
                "%s %% begin with one of %d prefixes of %d tokens",
                String.valueOf(Math.rint(share * 1e4) / 100).replaceAll("\\.0$", ""),
                groups,
                prefixTokens);
    }
}
