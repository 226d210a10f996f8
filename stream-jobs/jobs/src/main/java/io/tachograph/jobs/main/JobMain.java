package io.tachograph.jobs.main;

import io.tachograph.config.ConfigFile;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.config.TachographConfig;
import io.tachograph.jobs.catalog.ConfiguredDatabase;
import io.tachograph.jobs.catalog.ConfiguredJobs;
import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.jobs.catalog.JobDefinition;
import io.tachograph.jobs.catalog.JobEnvironment;
import io.tachograph.jobs.catalog.KeptSloCounts;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.store.postgres.PostgresConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The main class of the job jar: {@code flink run jobs-flink.jar --job NAME [--kafka HOST:PORT] [--jdbc-url URL]
 * [--config FILE]}. The configuration is read by the process that submits, from the file and its environment; passwords
 * and Kafka's client properties travel to the cluster inside the job. Checkpoints, parallelism and restarts are Flink's
 * own options.
 */
public final class JobMain {
    private JobMain() {}

    /**
     * @throws IllegalArgumentException in one sentence, when an option is wrong or missing
     * @throws IOException in one sentence, when the job would replace windows that have SLO counts by windows without
     */
    public static void main(String[] args) throws Exception {
        JobArguments arguments = JobArguments.parse(args);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(JobEnvironment.settings());
        JobDefinition<?> job = define(env, arguments, ProcessEnvironment.read());
        var unused = env.execute(job.name());
    }

    /** Builds the job that the arguments name in an environment. */
    static JobDefinition<?> define(
            StreamExecutionEnvironment env, JobArguments arguments, Map<String, String> environment) throws Exception {
        JobDefinition<?> job = JobCatalog.named(arguments.job());
        TachographConfig config = ConfigFile.readOrDefaults(arguments.config(), environment);
        PostgresConfig database = ConfiguredDatabase.of(config.postgres(), arguments.jdbcUrl(), environment, 1);
        KeptSloCounts.checkStart(List.of(job), config, database);
        job.define(env, KafkaAccess.of(config.kafka(), arguments.kafka()), database, ConfiguredJobs.of(config));
        return job;
    }
}
