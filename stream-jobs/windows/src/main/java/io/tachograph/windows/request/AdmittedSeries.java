package io.tachograph.windows.request;

import io.tachograph.store.Series;
import io.tachograph.windows.KeyedSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The series that one subtask keeps apart on one UTC day: the first that come, up to {@link SeriesLimits}. What became
 * of a series never changes within the day, so a duplicate meets the same window as the first.
 *
 * <p>Not thread-safe.
 */
final class AdmittedSeries {
    private final int subtasks;
    private final Set<KeyedSeries> admitted = new HashSet<>();
    /** Admitted before a restart, by whichever subtask; they move to {@link #admitted} when they come here. */
    private final Set<KeyedSeries> restored = new HashSet<>();

    private final Map<String, Set<String>> tenantsByTarget = new HashMap<>();

    AdmittedSeries(int subtasks) {
        this.subtasks = subtasks;
    }

    /** The series that a request of {@code series} counts in; null when it does not count. */
    @Nullable
    KeyedSeries admit(KeyedSeries series, SeriesLimits limits) {
        if (admitted.contains(series)) {
            return series;
        }
        if (restored.remove(series)) {
            admitted.add(series);
            return series;
        }
        if (size() < limits.seriesPerSubtask() && hasTenantOrRoom(series.series(), limits)) {
            add(series);
            return series;
        }
        if (isOfNoTenant(series.series())) {
            return null;
        }
        return admit(KeyedSeries.of(ofOtherTenant(series.series())), limits);
    }

    /** After a restart. */
    void restore(KeyedSeries series) {
        restored.add(series);
        rememberTenant(series.series());
    }

    /**
     * What is to be kept for a restart.
     *
     * @param keeps of those that nobody has met since the last restart, which ones this subtask keeps for all
     */
    List<KeyedSeries> all(Predicate<KeyedSeries> keeps) {
        List<KeyedSeries> all = new ArrayList<>(admitted);
        restored.stream().filter(keeps).forEach(all::add);
        return all;
    }

    /** Of those restored, an even share is taken to be this subtask's: exact where there is one. */
    private int size() {
        return admitted.size() + restored.size() / subtasks;
    }

    private void add(KeyedSeries series) {
        admitted.add(series);
        rememberTenant(series.series());
    }

    private void rememberTenant(Series series) {
        if (!isOfNoTenant(series)) {
            tenantsByTarget
                    .computeIfAbsent(series.target(), target -> new HashSet<>())
                    .add(series.tenant());
        }
    }

    private boolean hasTenantOrRoom(Series series, SeriesLimits limits) {
        Set<String> tenants = tenantsByTarget.getOrDefault(series.target(), Set.of());
        return isOfNoTenant(series) || tenants.size() < limits.tenantsPerTarget() || tenants.contains(series.tenant());
    }

    private static boolean isOfNoTenant(Series series) {
        return series.tenant().isEmpty() || series.tenant().equals(SeriesAdmission.OTHER);
    }

    private static Series ofOtherTenant(Series s) {
        return new Series(
                s.target(),
                s.cluster(),
                s.framework(),
                s.model(),
                s.engineVersion(),
                SeriesAdmission.OTHER,
                s.origin(),
                s.promptBand(),
                s.streamed());
    }
}
