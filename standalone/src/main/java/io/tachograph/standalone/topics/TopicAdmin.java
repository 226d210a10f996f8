package io.tachograph.standalone.topics;

import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.KafkaAdmin;
import io.tachograph.kafka.TopicLeaders;
import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/** Reads, creates and changes topics. */
final class TopicAdmin implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaAdmin kafka;
    private final Admin admin;

    private TopicAdmin(KafkaAdmin kafka) {
        this.kafka = kafka;
        this.admin = kafka.client();
    }

    /** @throws IOException in one sentence, when the client cannot be set up */
    static TopicAdmin open(KafkaAccess kafka) throws IOException {
        return new TopicAdmin(KafkaAdmin.open(kafka, PATIENCE));
    }

    /**
     * Every topic of Tachograph as it is now.
     *
     * @param partitions that each should have, null for any
     * @param replication replicas that each should have, null for any
     */
    List<TopicState> states(@Nullable Integer partitions, @Nullable Short replication)
            throws IOException, InterruptedException {
        Collection<String> there = kafka.await(admin.listTopics().names());
        List<Topic> known = Topics.ALL.stream()
                .filter(topic -> there.contains(topic.name()))
                .toList();
        Map<String, TopicDescription> described = kafka.await(
                admin.describeTopics(known.stream().map(Topic::name).toList()).allTopicNames());
        Map<ConfigResource, Config> configs = kafka.await(
                admin.describeConfigs(known.stream().map(TopicAdmin::resource).toList())
                        .all());
        List<TopicState> states = new ArrayList<>();
        for (Topic topic : Topics.ALL) {
            TopicDescription description = described.get(topic.name());
            if (description == null) {
                states.add(TopicState.missing(topic));
                continue;
            }
            int has = description.partitions().size();
            int replicas = description.partitions().get(0).replicas().size();
            List<String> wrongSizes = new ArrayList<>();
            if (partitions != null && has != partitions) {
                wrongSizes.add(partitions + " partitions were asked for");
            }
            if (replication != null && replicas != replication) {
                wrongSizes.add(replication + " replicas were asked for");
            }
            states.add(
                    new TopicState(topic, has, replicas, differing(topic, configs.get(resource(topic))), wrongSizes));
        }
        return states;
    }

    private static Map<String, String> differing(Topic topic, @Nullable Config config) {
        Map<String, String> differing = new HashMap<>();
        topic.settings().forEach((name, wanted) -> {
            ConfigEntry entry = config == null ? null : config.get(name);
            String value = entry == null ? "unknown" : String.valueOf(entry.value());
            if (!value.equals(wanted)) {
                differing.put(name, value);
            }
        });
        return differing;
    }

    /**
     * Creates topics, and returns when they can be written to; one that another process created meanwhile is none of ours.
     *
     * @param replication null for the broker's default
     */
    void create(List<TopicState> missing, int partitions, @Nullable Short replication)
            throws IOException, InterruptedException {
        Map<String, KafkaFuture<Void>> created = admin.createTopics(missing.stream()
                        .map(state -> new NewTopic(
                                        state.topic().name(), Optional.of(partitions), Optional.ofNullable(replication))
                                .configs(state.topic().settings()))
                        .toList())
                .values();
        List<String> ours = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<Void>> topic : created.entrySet()) {
            try {
                kafka.await(topic.getValue());
                ours.add(topic.getKey());
            } catch (IOException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        TopicLeaders.await(kafka, ours, partitions);
    }

    /** Gives topics the settings in which they differ. */
    void update(List<TopicState> differing) throws IOException, InterruptedException {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (TopicState state : differing) {
            changes.put(
                    resource(state.topic()),
                    state.differing().keySet().stream()
                            .map(name -> new AlterConfigOp(
                                    new ConfigEntry(
                                            name, state.topic().settings().get(name)),
                                    AlterConfigOp.OpType.SET))
                            .toList());
        }
        kafka.await(admin.incrementalAlterConfigs(changes).all());
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    @Override
    public void close() {
        kafka.close();
    }
}
