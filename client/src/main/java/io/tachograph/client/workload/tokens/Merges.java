package io.tachograph.client.workload.tokens;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Byte pair encoding: of all neighbours that may be merged, the pair of the lowest rank is, the leftmost first, until none
 * is left. Immutable.
 */
final class Merges {
    private final int[] bytes;
    /** Rank and merged token by pair. */
    private final Map<Long, Merge> merges;

    /**
     * @param rank place in the list of merges, lower ones first
     * @param token what the pair becomes
     */
    record Merge(int rank, int token) {}

    /** A pair that might be merged when its turn comes, if both are still there. */
    private record Candidate(int rank, int at, int left, int right, int token) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            return rank != other.rank ? Integer.compare(rank, other.rank) : Integer.compare(at, other.at);
        }
    }

    /** @param bytes token of each byte */
    Merges(int[] bytes, Map<Long, Merge> merges) {
        this.bytes = bytes.clone();
        this.merges = new HashMap<>(merges);
    }

    static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    /** @return how many tokens become of the UTF-8 bytes of a piece */
    int count(byte[] utf8) {
        int length = utf8.length;
        int[] token = new int[length];
        int[] next = new int[length];
        int[] previous = new int[length];
        for (int i = 0; i < length; i++) {
            token[i] = bytes[utf8[i] & 0xFF];
            next[i] = i + 1;
            previous[i] = i - 1;
        }
        PriorityQueue<Candidate> candidates = new PriorityQueue<>();
        for (int i = 0; i + 1 < length; i++) {
            offer(candidates, token, i, i + 1);
        }
        int count = length;
        for (Candidate best = candidates.poll(); best != null; best = candidates.poll()) {
            int at = best.at;
            int after = next[at];
            // A merged right half is marked; a left one is another token by now.
            if (after >= length || token[at] != best.left || token[after] != best.right) {
                continue;
            }
            token[at] = best.token;
            token[after] = -1;
            next[at] = next[after];
            if (next[at] < length) {
                previous[next[at]] = at;
                offer(candidates, token, at, next[at]);
            }
            if (previous[at] >= 0) {
                offer(candidates, token, previous[at], at);
            }
            count--;
        }
        return count;
    }

    private void offer(PriorityQueue<Candidate> candidates, int[] token, int left, int right) {
        Merge merge = merges.get(pair(token[left], token[right]));
        if (merge != null) {
            candidates.add(new Candidate(merge.rank, left, token[left], token[right], merge.token));
        }
    }
}
