package io.tachograph.generation;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tachograph.api.limit.Budgets;
import io.tachograph.config.ConfigFile;
import io.tachograph.config.TachographConfig;
import io.tachograph.generation.task.TaskTable;
import io.tachograph.generation.worker.Worker;
import io.tachograph.kafka.KafkaAccess;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A worker in a process of its own, which can be killed. Its arguments: brokers, configuration file. */
final class WorkerProcess {
    private WorkerProcess() {}

    public static void main(String[] arguments) throws Exception {
        TachographConfig config = ConfigFile.read(Path.of(arguments[1]), Map.of());
        KafkaAccess kafka = KafkaAccess.plain(arguments[0]);
        try (TaskTable tasks = TaskTable.start(kafka, config.generation().keepResults());
                Worker worker = Worker.start(
                        config.generation(),
                        ServedModels.of(config),
                        kafka,
                        tasks,
                        "process",
                        variable -> null,
                        timing -> {},
                        Budgets.none(),
                        new PrometheusRegistry())) {
            worker.trouble().ifPresent(System.err::println);
            new CountDownLatch(1).await();
        }
    }

    static Process start(String brokers, Path config) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerProcess.class.getName(),
                        brokers,
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
