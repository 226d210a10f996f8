package io.tachograph.collectors.source.kubernetes;

import io.tachograph.client.clock.WallClock;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.container.ContainerUsage;
import io.tachograph.collectors.source.container.ControlGroup;
import io.tachograph.collectors.source.container.ControlGroups;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What the engines of a node's pods use, by their control groups. Used by one thread at a time. */
final class PodUsage {
    private final @Nullable ControlGroups groups;
    private final PodRecords records;
    private final WallClock clock;
    private Map<String, ContainerUsage> before = new HashMap<>();

    /** @param root null when usage is not read */
    PodUsage(@Nullable Path root, PodRecords records, WallClock clock) {
        groups = root == null ? null : new ControlGroups(root);
        this.records = records;
        this.clock = clock;
    }

    /**
     * Tells what each uses.
     *
     * @param engines with the slugs of their targets
     * @return what there is to say of it, after a comma
     */
    String tell(Map<EngineContainer, String> engines, Consumer<SpecificRecord> taker) throws SourceException {
        if (groups == null) {
            return "";
        }
        Set<String> ids = new HashSet<>();
        engines.keySet().forEach(container -> ids.add(String.valueOf(container.runtimeId())));
        Map<String, ControlGroup> found = groups.of(ids);
        Map<String, ContainerUsage> now = new HashMap<>();
        engines.forEach((container, target) -> {
            String id = String.valueOf(container.runtimeId());
            ControlGroup group = found.get(id);
            if (group != null) {
                long at = clock.nowMicros();
                ContainerUsage used = group.usage(at);
                now.put(id, used);
                taker.accept(records.sample(container, target, used, before.get(id), group.limitCores(), at));
            }
        });
        before = now;
        int missing = engines.size() - now.size();
        return missing == 0 ? "" : ", " + missing + " engines without a control group";
    }
}
