package io.tachograph.collectors.agent;

import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.collectors.source.DiscoveredTarget;
import io.tachograph.collectors.source.engine.TargetEngines;
import io.tachograph.schemas.TargetConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an agent watches: what it was given, and what its sources have found by now. Of two targets with one slug, and of
 * two sources with one name, the given one counts.
 *
 * @param probed targets that are sent requests, the given ones first
 * @param watched all targets, with whether they are probed
 * @param sources that are read, the given ones first; then the engines of all targets
 */
public record Watchlist(List<TargetConfig> probed, List<DiscoveredTarget> watched, List<ConfiguredSource> sources) {
    public static Watchlist of(
            List<TargetConfig> targets,
            List<ConfiguredSource> sources,
            List<DiscoveredTarget> found,
            TargetEngines engines) {
        Map<String, ConfiguredSource> byName = new LinkedHashMap<>();
        sources.forEach(source -> byName.put(source.named().name(), source));
        for (TargetConfig target : merged(targets, found)) {
            ConfiguredSource engine = engines.of(target);
            if (engine != null) {
                byName.putIfAbsent(engine.named().name(), engine);
            }
        }
        List<DiscoveredTarget> foundAndProbed =
                found.stream().filter(DiscoveredTarget::probed).toList();
        List<TargetConfig> probed = merged(targets, foundAndProbed);
        List<DiscoveredTarget> watched = merged(targets, found).stream()
                .map(target -> new DiscoveredTarget(target, probed.contains(target)))
                .toList();
        return new Watchlist(probed, watched, List.copyOf(byName.values()));
    }

    private static List<TargetConfig> merged(List<TargetConfig> given, List<DiscoveredTarget> found) {
        Map<String, TargetConfig> bySlug = new LinkedHashMap<>();
        given.forEach(target -> bySlug.put(target.slug(), target));
        found.forEach(target -> bySlug.putIfAbsent(target.config().slug(), target.config()));
        return List.copyOf(bySlug.values());
    }
}
