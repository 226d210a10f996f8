package io.tachograph.standalone.topics;

import io.tachograph.schemas.Topic;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A topic as it is before anything is changed.
 *
 * @param topic as it should be
 * @param partitions that it has; 0 when it does not exist
 * @param replicas of its first partition
 * @param differing settings that are not what the topic needs, with the values that they have
 * @param wrongSizes what is said of partitions and replicas that are fewer or more than was asked for; they are never
 *     changed, because keys and data would move
 */
record TopicState(Topic topic, int partitions, int replicas, Map<String, String> differing, List<String> wrongSizes) {
    static TopicState missing(Topic topic) {
        return new TopicState(topic, 0, 0, Map.of(), List.of());
    }

    boolean exists() {
        return partitions > 0;
    }

    boolean differs() {
        return !differing.isEmpty() || !wrongSizes.isEmpty();
    }

    /** The line printed for it. */
    String line(boolean check, boolean update) {
        return String.format(Locale.ROOT, "%-30s %s", topic.name(), words(check, update));
    }

    private String words(boolean check, boolean update) {
        if (!exists()) {
            return check ? "MISSING" : "created";
        }
        String size = partitions + " partitions, " + replicas + (replicas == 1 ? " replica" : " replicas");
        if (!differs()) {
            return "ok, " + size;
        }
        Stream<String> settings = new TreeMap<>(differing)
                .entrySet().stream()
                        .map(setting -> setting.getKey() + " " + setting.getValue()
                                + (update ? " changed to " : ", should be ")
                                + topic.settings().get(setting.getKey()));
        String updated = update && wrongSizes.isEmpty() ? "updated, " : "DIFFERS, ";
        return updated + size + ": "
                + Stream.concat(wrongSizes.stream(), settings).collect(Collectors.joining("; "));
    }
}
