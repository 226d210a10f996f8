package io.tachograph.api.health;

import io.tachograph.store.CheckResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Health as JSON.
 *
 * @param status {@code healthy} or {@code unhealthy}
 * @param version version of this program
 * @param checks in the order they were given
 */
record HealthRepresentation(String status, String version, List<Check> checks) {
    /** One part's health. */
    record Check(String name, boolean ok, @Nullable String detail) {}

    static HealthRepresentation of(String version, List<HealthCheck> checks) {
        List<Check> results = checks.stream().map(HealthRepresentation::run).toList();
        return new HealthRepresentation(
                results.stream().allMatch(Check::ok) ? "healthy" : "unhealthy", version, results);
    }

    boolean ok() {
        return checks.stream().allMatch(Check::ok);
    }

    private static Check run(HealthCheck check) {
        CheckResult result = check.run();
        return new Check(check.name(), result.ok(), result.detail());
    }
}
