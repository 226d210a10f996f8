package io.tachograph.jobs.main;

import io.tachograph.config.ConfigFile;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.config.TachographConfig;
import io.tachograph.jobs.catalog.ConfiguredJobs;
import io.tachograph.jobs.catalog.JobCatalog;
import io.tachograph.jobs.catalog.JobDefinition;
import io.tachograph.jobs.catalog.JobEnvironment;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.store.postgres.PostgresConfig;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The main class of the job jar: {@code flink run jobs-flink.jar --job NAME [--kafka HOST:PORT] --postgres-url URL
 * [--config FILE]}. User and password of the database are {@code POSTGRES_USER} and {@code POSTGRES_PASSWORD} of the
 * process that submits; they travel to the cluster inside the job, as do
 * the client properties of Kafka. Checkpoints, parallelism and restarts are Flink's
 * own options.
 */
public final class JobMain {
    private JobMain() {}

    /** @throws IllegalArgumentException in one sentence, when an option is wrong or missing */
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
        PostgresConfig database = new PostgresConfig(
                arguments.postgresUrl(),
                environment.getOrDefault("POSTGRES_USER", "postgres"),
                environment.get("POSTGRES_PASSWORD"),
                1);
        TachographConfig config = ConfigFile.readOrDefaults(arguments.config(), environment);
        job.define(env, KafkaAccess.of(config.kafka(), arguments.kafka()), database, ConfiguredJobs.of(config));
        return job;
    }
}
