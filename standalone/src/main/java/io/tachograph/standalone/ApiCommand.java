package io.tachograph.standalone;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.ApiConfig;
import io.tachograph.api.ApiDependencies;
import io.tachograph.api.ApiKeys;
import io.tachograph.api.ApiServer;
import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.health.HealthCheck;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.config.TachographConfig;
import io.tachograph.standalone.config.ConfigOption;
import io.tachograph.standalone.config.DatabaseOption;
import io.tachograph.standalone.log.Logs;
import io.tachograph.store.postgres.PostgresConfig;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tachograph api}. */
@Command(
        name = "api",
        description = "Runs the query API alone, on a database with Tachograph's tables. Keys come from API_KEYS.")
final class ApiCommand implements Callable<Integer> {
    @Mixin
    DatabaseOption database = new DatabaseOption();

    @Mixin
    ConfigOption configuration = new ConfigOption();

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
                .orElseThrow(() -> new ConfigException("no API key is known: set API_KEYS"));
        String address = host != null ? host : config.api().host();
        int listen = port != null ? port : config.api().port();
        RateLimit limit =
                new RateLimit(config.api().requestsPerMinute(), config.api().burst());
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(end::countDown, "tachograph-interrupt"));
        try (PostgresStore store = PostgresStore.open(reach);
                ApiServer api = ApiServer.start(
                        new ApiConfig(
                                address,
                                listen,
                                keys.limitedTo(limit),
                                config.api().cacheExpiration()),
                        new ApiDependencies(
                                store.benchmarkResults(),
                                store.rows(),
                                List.of(new HealthCheck("database", store::check)),
                                new PrometheusRegistry()))) {
            System.out.println("Open http://" + address + ":" + api.port() + "/docs");
            System.out.flush();
            end.await();
        }
        return 0;
    }
}
