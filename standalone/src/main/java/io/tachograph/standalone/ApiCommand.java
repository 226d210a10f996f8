package io.tachograph.standalone;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.ApiDependencies;
import io.tachograph.api.ApiKeys;
import io.tachograph.api.ApiServer;
import io.tachograph.api.health.HealthCheck;
import io.tachograph.api.redis.RedisAddress;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.config.TachographConfig;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.RecordWriter;
import io.tachograph.live.LiveResults;
import io.tachograph.live.LiveStream;
import io.tachograph.standalone.config.ConfigOption;
import io.tachograph.standalone.config.ConfiguredApi;
import io.tachograph.standalone.config.DatabaseOption;
import io.tachograph.standalone.config.KafkaOption;
import io.tachograph.standalone.log.Logs;
import io.tachograph.standalone.terminal.Interrupt;
import io.tachograph.store.CheckResult;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import io.tachograph.store.postgres.ReaderRoleException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tachograph api}. */
@Command(
        name = "api",
        description = "Runs the query API alone, on an existing database. Keys come from API_KEYS and that database.")
final class ApiCommand implements Callable<Integer> {
    /** The audit log is written down at the end, and Kafka forgets the live view's group. */
    private static final int STOP_SECONDS = 10;

    @Mixin
    DatabaseOption database = new DatabaseOption();

    @Mixin
    ConfigOption configuration = new ConfigOption();

    @Mixin
    KafkaOption kafka = new KafkaOption();

    @Option(names = "--host", paramLabel = "HOST", description = "Address to listen on (default: api.host).")
    @Nullable
    String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on (default: api.port, 8000; 0: any free one).")
    @Nullable
    Integer port;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        TachographConfig config = configuration.read(environment);
        PostgresConfig reach = database.in(config, environment);
        ApiKeys keys = ApiKeys.fromEnvironment(environment)
                .orElseThrow(() -> new ConfigException("there is no API key: set API_KEYS"));
        String address = host != null ? host : config.api().host();
        int listen = port != null ? port : config.api().port();
        @Nullable RedisAddress redis = ConfiguredApi.redis(config.redis(), environment);
        LiveResults live = new LiveResults();
        @Nullable KafkaAccess brokers = kafka.isNamed(config) ? kafka.in(config) : null;
        Interrupt interrupt = Interrupt.install(STOP_SECONDS);
        try {
            try (PostgresStore store = reader(reach, config);
                    @Nullable RecordWriter writing = brokers == null ? null : ConfiguredApi.events(brokers);
                    @Nullable LiveStream reading = brokers == null ? null : LiveStream.start(brokers, live);
                    ApiServer api = ApiServer.start(
                            ConfiguredApi.of(config.api(), address, listen, keys, redis),
                            new ApiDependencies(
                                    store.benchmarkResults(),
                                    store.rows(),
                                    ConfiguredApi.BENCH,
                                    checks(store, reading),
                                    live,
                                    writing,
                                    store.keys(),
                                    store.prices(),
                                    new PrometheusRegistry()))) {
                System.out.println("Open http://" + address + ":" + api.port());
                if (reading == null) {
                    System.out.println(
                            "Without Kafka there is no live stream, and no event is accepted: set --kafka or kafka.bootstrap-servers.");
                }
                System.out.flush();
                boolean unused = interrupt.await(Long.MAX_VALUE);
            }
        } finally {
            interrupt.stopped();
        }
        return 0;
    }

    private static PostgresStore reader(PostgresConfig reach, TachographConfig config) throws ConfigException {
        PostgresStore store = PostgresStore.open(reach, config.postgres().readerRole());
        try {
            store.checkReaderRole();
            return store;
        } catch (ReaderRoleException e) {
            store.close();
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    private static List<HealthCheck> checks(PostgresStore store, @Nullable LiveStream live) {
        HealthCheck database = new HealthCheck("database", store::check);
        return live == null ? List.of(database) : List.of(database, new HealthCheck("live", () -> check(live)));
    }

    private static CheckResult check(LiveStream live) {
        return live.trouble().map(CheckResult::failed).orElse(CheckResult.OK);
    }
}
