package io.tachograph.jobs.catalog;

import io.tachograph.config.SloSection;
import io.tachograph.windows.SloDefinition;
import io.tachograph.windows.SloRule;
import io.tachograph.windows.SloRules;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Service level objectives as the jobs know them. */
final class ConfiguredSlos {
    private ConfiguredSlos() {}

    /** What requests are judged by. */
    static SloRules rules(List<SloSection> all) {
        return new SloRules(all.stream().map(ConfiguredSlos::rule).toList());
    }

    private static SloRule rule(SloSection slo) {
        return new SloRule(
                slo.model(), new SloDefinition(slo.name(), nanos(slo.ttft()), nanos(slo.tpot()), nanos(slo.e2e())));
    }

    private static long nanos(@Nullable Duration threshold) {
        return threshold == null ? SloDefinition.ANY : threshold.toNanos();
    }

    /**
     * What alerts are about: the objective of each SLO that has one, by name. Entries of one name have the same.
     */
    static Map<String, Double> objectives(List<SloSection> all) {
        Map<String, Double> objectives = new HashMap<>();
        for (SloSection slo : all) {
            if (slo.objective() != null) {
                objectives.put(slo.name(), slo.objective());
            }
        }
        return objectives;
    }
}
