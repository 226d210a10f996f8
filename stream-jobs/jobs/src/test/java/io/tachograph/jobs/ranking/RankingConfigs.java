package io.tachograph.jobs.ranking;

import io.tachograph.store.Resolution;
import java.time.Duration;

final class RankingConfigs {
    private RankingConfigs() {}

    /** Windows of a minute, ranked every minute, ranks that change with the third evaluation. */
    static RankingConfig everyMinute() {
        return new RankingConfig(
                Resolution.ONE_MINUTE,
                Duration.ofMinutes(1),
                3,
                Duration.ofMinutes(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30));
    }
}
