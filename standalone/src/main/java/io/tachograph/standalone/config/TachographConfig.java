package io.tachograph.standalone.config;

import io.tachograph.jobs.catalog.SloSettings;
import io.tachograph.windows.SloRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file. Every key and its default is in the resource {@code tachograph-defaults.yml}; a file needs to
 * name only what differs.
 *
 * @param api the query API
 * @param probes how targets are probed
 * @param pipeline the stream job
 * @param storage the embedded Kafka and PostgreSQL
 * @param slos service level objectives that requests are counted by, of all models
 * @param targets what is probed; empty, and without a file of endpoints, for the simulated fleet
 * @param endpointsFile a gateway's {@code endpoints.json} whose endpoints are probed as well, null for none
 * @param clustersFile its {@code clusters.json}, null for none
 */
public record TachographConfig(
        Api api,
        Probes probes,
        Pipeline pipeline,
        Storage storage,
        List<SloSettings> slos,
        List<TargetSettings> targets,
        @Nullable Path endpointsFile,
        @Nullable Path clustersFile) {
    public TachographConfig {
        slos = List.copyOf(slos);
        SloRules unused = SloSettings.rules(slos);
        targets = List.copyOf(targets);
        if (clustersFile != null && endpointsFile == null) {
            throw new IllegalArgumentException("clusters-file needs endpoints-file, whose clusters it describes");
        }
        if (probes.timeout().compareTo(pipeline.maxRequestDuration()) > 0) {
            throw new IllegalArgumentException("probes.timeout is longer than pipeline.max-request-duration:"
                    + " requests that take so long would come too late to count");
        }
    }

    public TachographConfig withApiPort(int port) {
        return new TachographConfig(
                new Api(api.host, port), probes, pipeline, storage, slos, targets, endpointsFile, clustersFile);
    }

    /** With other targets and none besides. */
    public TachographConfig withTargets(List<TargetSettings> others) {
        return new TachographConfig(api, probes, pipeline, storage, slos, others, null, null);
    }

    /**
     * The query API.
     *
     * @param host address it listens on
     * @param port TCP port, 0 for any free one
     */
    public record Api(String host, int port) {
        public Api {
            Checks.port(port);
        }
    }

    /**
     * Probing, the same for every target.
     *
     * @param arrivals {@code closed}, {@code constant} or {@code poisson}
     * @param concurrency requests in flight per target, for {@code closed}
     * @param rate requests per second per target, for {@code constant} and {@code poisson}
     * @param timeout when a request is given up
     * @param maxOutputTokens tokens that are asked for
     * @param stream whether streamed answers are asked for
     * @param prompts file with prompts, empty for the built-in ones
     * @param seed of the arrivals and of the order of prompts
     */
    public record Probes(
            ArrivalKind arrivals,
            int concurrency,
            double rate,
            Duration timeout,
            int maxOutputTokens,
            boolean stream,
            String prompts,
            long seed) {
        public Probes {
            Checks.atLeast("concurrency", concurrency, 1);
            Checks.atLeast("max-output-tokens", maxOutputTokens, 1);
            if (!(rate > 0 && rate <= 100_000)) {
                throw new IllegalArgumentException("rate " + rate + " must be above 0 and at most 100000 per second");
            }
            Checks.positive("timeout", timeout);
        }
    }

    /** How requests arrive. */
    public enum ArrivalKind {
        CLOSED,
        CONSTANT,
        POISSON
    }

    /**
     * The stream job.
     *
     * @param maxRequestDuration how long a request may take and still count; above the probes' time-out
     * @param outOfOrderness how much later than others of its partition a record may arrive
     * @param idlePartitionAfter a partition silent for so long does not hold up the clock
     * @param rankEvery how often rankings are made, a multiple of 10 s
     * @param rankChangeAfter evaluations in a row that must disagree with a rank before it changes
     * @param maxTenants tenants of a target that are told apart on one UTC day; further ones count as one
     * @param maxSeries series that a subtask tells apart on one UTC day; requests of further ones do not count
     * @param parallelism subtasks per operator
     * @param checkpointEvery how often state is made safe
     */
    public record Pipeline(
            Duration maxRequestDuration,
            Duration outOfOrderness,
            Duration idlePartitionAfter,
            Duration rankEvery,
            int rankChangeAfter,
            int maxTenants,
            int maxSeries,
            int parallelism,
            Duration checkpointEvery) {
        public Pipeline {
            Checks.positive("max-request-duration", maxRequestDuration);
            Checks.positive("out-of-orderness", outOfOrderness);
            Checks.positive("idle-partition-after", idlePartitionAfter);
            Checks.positive("checkpoint-every", checkpointEvery);
            Checks.atLeast("max-tenants", maxTenants, 1);
            Checks.atLeast("max-series", maxSeries, 1);
            Checks.atLeast("parallelism", parallelism, 1);
        }
    }

    /**
     * The embedded parts.
     *
     * @param kafkaPort TCP port, 0 for any free one
     * @param postgresPort TCP port, 0 for any free one
     * @param partitions partitions of each topic, when it is created
     */
    public record Storage(int kafkaPort, int postgresPort, int partitions) {
        public Storage {
            Checks.port(kafkaPort);
            Checks.port(postgresPort);
            Checks.atLeast("partitions", partitions, 1);
        }
    }
}
