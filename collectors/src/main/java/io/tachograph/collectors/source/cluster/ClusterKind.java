package io.tachograph.collectors.source.cluster;

import io.tachograph.collectors.inventory.ClusterEntry;
import io.tachograph.collectors.inventory.ClustersFile;
import io.tachograph.collectors.source.NamedSource;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceKind;
import io.tachograph.collectors.source.http.PageReaders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code kind: cluster-jobs}: what clusters run, or will. */
public final class ClusterKind implements SourceKind<ClusterSettings> {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterKind.class);

    private final PageReaders readers = new PageReaders();

    @Override
    public String name() {
        return "cluster-jobs";
    }

    @Override
    public Class<ClusterSettings> settings() {
        return ClusterSettings.class;
    }

    /** The gateway's answer is a minute old anyway. */
    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(30);
    }

    @Override
    public List<NamedSource> open(ClusterSettings settings, SourceContext context) {
        ClusterAdapters adapters = new ClusterAdapters(settings, readers, context);
        List<NamedSource> sources = new ArrayList<>();
        String single = settings.cluster();
        if (single != null) {
            ClusterEntry cluster = new ClusterEntry(single, List.of(), List.of(), "", Map.of());
            sources.add(source(cluster, adapters.single(single), context));
        } else {
            for (ClusterEntry entry : entries(settings)) {
                sources.add(source(entry, adapters.of(entry), context));
            }
        }
        return sources;
    }

    private static NamedSource source(ClusterEntry cluster, ClusterAdapter adapter, SourceContext context) {
        return new NamedSource("cluster-jobs " + cluster.name(), new ClusterSource(cluster, adapter, context));
    }

    private static List<ClusterEntry> entries(ClusterSettings settings) {
        Path file = settings.clustersFile();
        if (file == null) {
            return List.of();
        }
        try {
            var clusters = ClustersFile.read(file);
            clusters.warnings().forEach(warning -> LOG.warn("{}", warning));
            return clusters.entries();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
