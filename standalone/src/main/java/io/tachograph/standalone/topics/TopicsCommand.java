package io.tachograph.standalone.topics;

import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.config.TachographConfig;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.standalone.config.ConfigOption;
import io.tachograph.standalone.config.KafkaOption;
import io.tachograph.standalone.log.Logs;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tachograph topics}. */
@Command(
        name = "topics",
        description = "Creates the topics that are missing, and reports how existing ones differ from what Tachograph"
                + " needs. Safe to run again at any time.")
public final class TopicsCommand implements Callable<Integer> {
    private static final int PARTITIONS = 8;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    CommandSpec spec;

    @Mixin
    KafkaOption kafka = new KafkaOption();

    @Mixin
    ConfigOption configuration = new ConfigOption();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of each new topic (default: 8). Existing topics keep theirs; a difference is"
                    + " reported.")
    @Nullable
    Integer partitions;

    @Option(
            names = "--replication",
            paramLabel = "N",
            description = "Replicas of each new topic (default: the broker's default.replication.factor).")
    @Nullable
    Short replication;

    @Option(
            names = "--check",
            description = "Changes nothing; ends with 1 when a topic is missing or its settings differ.")
    boolean check;

    @Option(names = "--update", description = "Also corrects settings of existing topics.")
    boolean update;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        if ((partitions != null && partitions < 1) || (replication != null && replication < 1)) {
            throw new ConfigException("--partitions and --replication must be at least 1");
        }
        if (check && update) {
            throw new ConfigException("--check changes nothing and --update does; give one of them");
        }
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        TachographConfig config = configuration.read(environment);
        KafkaAccess brokers = kafka.in(config);
        PrintWriter out = spec.commandLine().getOut();
        try (TopicAdmin admin = TopicAdmin.open(brokers)) {
            List<TopicState> states = admin.states(partitions, replication);
            if (!check) {
                admin.create(
                        states.stream().filter(state -> !state.exists()).toList(),
                        partitions == null ? PARTITIONS : partitions,
                        replication);
            }
            if (update) {
                admin.update(states.stream().filter(TopicState::differs).toList());
            }
            states.forEach(state -> out.println("  " + state.line(check, update)));
            out.flush();
            boolean wanting = states.stream().anyMatch(state -> !state.exists() || state.differs());
            return check && wanting ? 1 : 0;
        }
    }
}
