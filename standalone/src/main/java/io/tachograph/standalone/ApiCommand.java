package io.tachograph.standalone;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.ApiConfig;
import io.tachograph.api.ApiDependencies;
import io.tachograph.api.ApiKeys;
import io.tachograph.api.ApiServer;
import io.tachograph.api.health.HealthCheck;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.standalone.config.DatabaseEnvironment;
import io.tachograph.standalone.log.Logs;
import io.tachograph.store.postgres.PostgresStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tachograph api}. */
@Command(
        name = "api",
        description = "Runs the query API alone, over a database with Tachograph's tables. Keys come from API_KEYS.")
final class ApiCommand implements Callable<Integer> {
    @Option(
            names = "--jdbc-url",
            paramLabel = "URL",
            description = "jdbc:postgresql://host:port/database (default: from POSTGRES_HOST, _PORT and _DB).")
    @Nullable
    String jdbcUrl;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = ApiConfig.DEFAULT_HOST,
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    String host = ApiConfig.DEFAULT_HOST;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8000",
            description = "Port to listen on (default: ${DEFAULT-VALUE}; 0: any free one).")
    int port;

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Logs.toConsole(ProcessEnvironment.read());
        ApiKeys keys = ApiKeys.fromEnvironment(ProcessEnvironment.read())
                .orElseThrow(() -> new IllegalArgumentException("no API key is known: set API_KEYS"));
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(end::countDown, "tachograph-interrupt"));
        try (PostgresStore store = PostgresStore.open(DatabaseEnvironment.of(jdbcUrl, ProcessEnvironment.read()));
                ApiServer api = ApiServer.start(
                        new ApiConfig(host, port, keys),
                        new ApiDependencies(
                                store.benchmarkResults(),
                                List.of(new HealthCheck("database", store::check)),
                                new PrometheusRegistry()))) {
            System.out.println("Open http://" + host + ":" + api.port() + "/docs");
            System.out.flush();
            end.await();
        }
        return 0;
    }
}
