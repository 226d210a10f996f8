package io.tachograph.windows.ranking;

/**
 * The rank that a model was last published with, which does not follow every twitch.
 *
 * @param rank the published rank
 * @param disagreements evaluations in a row that gave another one
 */
public record PublishedRank(int rank, int disagreements) {
    /** What is published after an evaluation that gave {@code evaluated}; another rank only the {@code after}-th time. */
    PublishedRank next(int evaluated, int after) {
        if (evaluated == rank) {
            return new PublishedRank(rank, 0);
        }
        return disagreements + 1 >= after
                ? new PublishedRank(evaluated, 0)
                : new PublishedRank(rank, disagreements + 1);
    }
}
