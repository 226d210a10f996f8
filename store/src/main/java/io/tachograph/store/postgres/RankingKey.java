package io.tachograph.store.postgres;

import io.tachograph.store.RankingRow;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** What a ranking replaces another one by. */
record RankingKey(
        String metric,
        String statistic,
        int windowSeconds,
        String origin,
        String promptBand,
        boolean streamed,
        Instant windowEnd) {
    static RankingKey of(RankingRow ranking) {
        return new RankingKey(
                ranking.metric(),
                ranking.statistic(),
                Math.toIntExact(ranking.window().toSeconds()),
                ranking.origin(),
                ranking.promptBand(),
                ranking.streamed(),
                ranking.windowEnd());
    }

    OffsetDateTime windowEndUtc() {
        return windowEnd.atOffset(ZoneOffset.UTC);
    }
}
