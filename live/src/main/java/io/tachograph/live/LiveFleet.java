package io.tachograph.live;

import io.tachograph.schemas.avro.Alert;
import io.tachograph.schemas.avro.Ranking;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fleet at one moment, for monitoring.
 *
 * @param since windows that started earlier are not in the groups
 * @param newestEnd end of the newest window in them, null while there is none
 * @param groups sums by model and origin
 * @param merged windows that were counted in the group of the others, because there were too many groups
 * @param rankings the last one of each cell
 * @param alerts the last state of each
 */
public record LiveFleet(
        Instant since,
        @Nullable Instant newestEnd,
        List<FleetGroup> groups,
        long merged,
        List<Ranking> rankings,
        List<Alert> alerts) {
    public LiveFleet {
        groups = List.copyOf(groups);
        rankings = List.copyOf(rankings);
        alerts = List.copyOf(alerts);
    }
}
