package io.tachograph.standalone.config;

import io.tachograph.api.ApiConfig;
import io.tachograph.api.ApiKeys;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.loadtest.BenchFunctions;
import io.tachograph.api.redis.RedisAddress;
import io.tachograph.bench.report.ReportPage;
import io.tachograph.bench.result.LoadTestRecords;
import io.tachograph.bench.result.ResultFormat;
import io.tachograph.config.ApiSection;
import io.tachograph.config.ConfigException;
import io.tachograph.config.RedisSection;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.RecordWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The API, from the section {@code api} of the configuration. */
public final class ConfiguredApi {
    /** How long whoever posts an event waits for Kafka. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What is made of a {@code result.json}. */
    public static final BenchFunctions BENCH = new BenchFunctions(
            ReportPage::ofResult,
            (text, at) -> LoadTestRecords.of(ResultFormat.read("the result", text), at),
            ComparedRuns::of);

    private ConfiguredApi() {}

    /**
     * Where it listens and whom it answers, how often.
     *
     * @param host what the command line or the section says
     * @param port likewise
     * @param redis what instances share, null where there is only this one
     */
    public static ApiConfig of(ApiSection section, String host, int port, ApiKeys keys, @Nullable RedisAddress redis) {
        RateLimit limit = new RateLimit(section.requestsPerMinute(), section.burst());
        return new ApiConfig(host, port, keys.limitedTo(limit), section.cacheExpiration(), redis, section.mcp());
    }

    /**
     * Where the Redis is, null where none is named.
     *
     * @throws ConfigException when its port is none
     */
    public static @Nullable RedisAddress redis(RedisSection section, Map<String, String> environment)
            throws ConfigException {
        String host = section.host();
        return host == null
                ? null
                : new RedisAddress(
                        host,
                        section.tcpPort(),
                        section.user(),
                        environment.get(section.passwordEnv()),
                        section.database(),
                        section.tls());
    }

    /**
     * What puts events onto Kafka that its callers tell of; for the caller to close.
     *
     * @throws IOException in one sentence, when Kafka's settings cannot be right
     */
    public static RecordWriter events(KafkaAccess kafka) throws IOException {
        return RecordWriter.open(kafka, kafka.clientId("tachograph-api"), PATIENCE);
    }
}
