package io.tachograph.standalone.flink;

import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.standalone.log.Logs;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.entrypoint.ClusterEntrypointException;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.util.ExceptionUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tachograph flink jobmanager}. */
@Command(
        name = "jobmanager",
        description =
                "Runs a JobManager, which forgets its jobs when it ends; 'jobs --flink' brings them again. Whoever reaches its"
                        + " ports can run code in it.")
public final class JobManagerCommand implements Callable<Integer> {
    static final int DEFAULT_PORT = 6123;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    CommandSpec spec;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description =
                    "Name under which TaskManagers reach it, the same for all of them (default: ${DEFAULT-VALUE}).")
    String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + DEFAULT_PORT,
            description = "Port for TaskManagers (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(
            names = "--file-port",
            paramLabel = "PORT",
            defaultValue = "6124",
            description =
                    "Port from which TaskManagers fetch what is large (default: ${DEFAULT-VALUE}; 0: any free one).")
    int filePort;

    @Option(
            names = "--rest-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Port of the REST API, which 'jobs --flink' asks (default: ${DEFAULT-VALUE}).")
    int restPort;

    @Mixin
    MetricsOptions metrics = new MetricsOptions();

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        StandaloneSessionClusterEntrypoint jobManager =
                new StandaloneSessionClusterEntrypoint(settings(ProcessEnvironment.listenHost(environment)));
        try {
            jobManager.startCluster();
            PrintWriter out = spec.commandLine().getOut();
            out.println("  JobManager   " + host + ":" + port + ", REST API on port " + restPort);
            out.flush();
            return jobManager.getTerminationFuture().get().processExitCode();
        } catch (ClusterEntrypointException | ExecutionException e) {
            Throwable root = ExceptionUtils.stripException(e, ClusterEntrypointException.class);
            throw new IOException("the JobManager cannot run: " + root.getMessage(), e);
        }
    }

    private Configuration settings(String listen) {
        Configuration settings = new Configuration();
        settings.set(JobManagerOptions.ADDRESS, host);
        settings.set(JobManagerOptions.PORT, port);
        settings.set(JobManagerOptions.BIND_HOST, listen);
        settings.set(BlobServerOptions.PORT, Integer.toString(filePort));
        settings.set(RestOptions.ADDRESS, host);
        settings.set(RestOptions.PORT, restPort);
        settings.set(RestOptions.BIND_PORT, Integer.toString(restPort));
        settings.set(RestOptions.BIND_ADDRESS, listen);
        settings.set(WebOptions.SUBMIT_ENABLE, false);
        // For a web page that is not here: /metrics has what there is to see.
        settings.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ZERO);
        metrics.addTo(settings, listen);
        return settings;
    }
}
