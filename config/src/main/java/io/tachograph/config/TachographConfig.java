package io.tachograph.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of every process: the tree of keys that {@code docs/configuration.md} lists. A file needs to name
 * only what differs from the defaults. Immutable.
 *
 * @param slos null where nobody says which there are; empty where somebody says that there are none
 * @param targets empty, and without a file of endpoints, for the simulated fleet
 */
public record TachographConfig(
        @Key("the query API") ApiSection api,
        @Key("the gateway ([gateway](gateway.md))") GatewaySection gateway,
        @Key("the agent's process") AgentSection agent,
        @Key("how each target is probed") ProbesSection probes,
        @Key("the stream jobs") PipelineSection pipeline,

        @Key("the generation API and its workers ([generation](generation.md))")
        GenerationSection generation,

        @Key("windows as OpenTelemetry metrics, to a collector ([OTLP](otlp-export.md))")
        OtlpExportSection otlpExport,

        @Key("what `up` runs besides the query API") UpSection up,

        @Key("the embedded Kafka and PostgreSQL of `up`") StorageSection storage,

        @Key(
                "the Kafka of every command but `up`, which brings its own ([how to secure it](operations.md#kafka-with-tls-and-credentials))")
        KafkaSection kafka,

        @Key(
                "the PostgreSQL of every command but `up`, which brings its own ([how to secure it](operations.md#postgresql-with-tls-and-credentials))")
        PostgresSection postgres,

        @Key(
                "a Redis that instances share: answers that the API keeps, limits ([api](api.md#several-instances)) and what was used"
                        + " of budgets ([gateway](gateway.md#budgets))")
        RedisSection redis,

        @Key(
                value = "what callers of the gateway and of the generation API may use ([budgets](gateway.md#budgets))",
                byDefault = "[]")
        List<BudgetSection> budgets,

        @Key("service level objectives: how many requests of each window were good ([windows](windows.md))") @Nullable
        List<SloSection> slos,

        @Key(value = "what is probed; without any, `up` probes the simulated fleet", byDefault = "[]")
        List<TargetSection> targets,

        @Key("a gateway's `endpoints.json`, whose endpoints are probed as well") @Nullable
        Path endpointsFile,

        @Key("its `clusters.json`, which says what they offer") @Nullable
        Path clustersFile,

        @Key(value = "what the agent reads besides probing ([kinds and their keys](collectors.md))", byDefault = "[]")
        List<ObjectNode> sources) {
    public TachographConfig {
        if (slos != null) {
            slos = List.copyOf(slos);
            checkNames(slos);
        }
        budgets = List.copyOf(budgets);
        checkBudgets(budgets);
        targets = List.copyOf(targets);
        sources = List.copyOf(sources);
        if (clustersFile != null && endpointsFile == null) {
            throw new IllegalArgumentException("clusters-file needs endpoints-file, whose clusters it describes");
        }
        if (probes.timeout().compareTo(pipeline.maxRequestDuration()) > 0) {
            throw new IllegalArgumentException("probes.timeout is longer than pipeline.max-request-duration:"
                    + " requests that take so long would come too late to count");
        }
        Duration gatewayTimeout = gateway.timeout();
        if (gatewayTimeout != null && gatewayTimeout.compareTo(pipeline.maxRequestDuration()) > 0) {
            throw new IllegalArgumentException("gateway.timeout is longer than pipeline.max-request-duration:"
                    + " requests that take so long would come too late to count");
        }
    }

    private static void checkBudgets(List<BudgetSection> budgets) {
        Set<String> seen = new HashSet<>();
        for (BudgetSection budget : budgets) {
            if (!seen.add(budget.whose())) {
                throw new IllegalArgumentException("budgets has two entries of the " + budget.whose());
            }
        }
    }

    private static void checkNames(List<SloSection> slos) {
        Set<List<String>> seen = new HashSet<>();
        for (SloSection slo : slos) {
            if (!seen.add(List.of(slo.name(), slo.model()))) {
                throw new IllegalArgumentException(
                        "slos has two entries of name " + slo.name() + " and model " + slo.model());
            }
        }
        Map<String, Double> objectives = new HashMap<>();
        for (SloSection slo : slos) {
            Double before = slo.objective() == null ? null : objectives.put(slo.name(), slo.objective());
            if (before != null && !before.equals(slo.objective())) {
                throw new IllegalArgumentException("slos has two objectives of name " + slo.name());
            }
        }
    }

    /** When the gateway gives a request up. */
    public Duration gatewayTimeout() {
        Duration wanted = gateway.timeout();
        return wanted == null ? pipeline.maxRequestDuration() : wanted;
    }

    /** The SLOs, none where nobody says which there are. */
    public List<SloSection> knownSlos() {
        return slos == null ? List.of() : slos;
    }

    /**
     * With the query API at this port, and the generation API and the gateway at the two that follow.
     *
     * @param first 0 for any free ones
     */
    public TachographConfig withPorts(int first) {
        return with(
                api.withPort(first),
                gateway.withPort(first == 0 ? 0 : first + 2),
                generation.withPort(first == 0 ? 0 : first + 1));
    }

    /** With a gateway that keeps requests and answers in this directory. */
    public TachographConfig capturingInto(Path directory) {
        return with(api, gateway.capturingInto(directory), generation);
    }

    private TachographConfig with(ApiSection otherApi, GatewaySection otherGateway, GenerationSection otherGeneration) {
        return new TachographConfig(
                otherApi,
                otherGateway,
                agent,
                probes,
                pipeline,
                otherGeneration,
                otlpExport,
                up,
                storage,
                kafka,
                postgres,
                redis,
                budgets,
                slos,
                targets,
                endpointsFile,
                clustersFile,
                sources);
    }

    /** With other targets and none besides. */
    public TachographConfig withTargets(List<TargetSection> others) {
        return new TachographConfig(
                api,
                gateway,
                agent,
                probes,
                pipeline,
                generation,
                otlpExport,
                up,
                storage,
                kafka,
                postgres,
                redis,
                budgets,
                slos,
                others,
                null,
                null,
                sources);
    }
}
