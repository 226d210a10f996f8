package io.tachograph.collectors.source.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.DiscoveredTargets;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.config.ConfigFile;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;

/** A source of kind docker with what it tells. */
final class DockerBench implements AutoCloseable {
    final DiscoveredTargets targets = new DiscoveredTargets();
    final List<SpecificRecord> records = new CopyOnWriteArrayList<>();
    final Source source;

    /** @param keys the entry's, JSON with single quotes */
    DockerBench(String keys, GpuLookup gpus, Map<String, String> environment) throws Exception {
        ObjectNode entry = (ObjectNode) new ObjectMapper().readTree(keys.replace('\'', '"'));
        DockerSettings settings = ConfigFile.entry(entry, DockerSettings.class, "sources[0]");
        source = DockerSourceKind.open(
                        settings,
                        new SourceContext("agent", "node", WallClock.ofProcess(), targets, environment::get),
                        gpus)
                .get(0)
                .source();
    }

    void read() throws Throwable {
        try {
            source.read(records::add).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause();
        }
    }

    <T extends SpecificRecord> List<T> records(Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void close() {
        source.close();
    }
}
