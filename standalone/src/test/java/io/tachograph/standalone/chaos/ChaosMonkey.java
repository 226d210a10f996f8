package io.tachograph.standalone.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Strikes at random, by a seed, and puts right what it broke. */
final class ChaosMonkey {
    private static final int LONGEST_ABSENCE_MILLIS = 3_000;

    private final Random random;
    private final KafkaProcesses kafka;
    private final FlinkProcesses flink;
    private final PostgresProcess postgres;
    private final SupervisedJob job;
    private final Duration databaseOutage;

    ChaosMonkey(
            long seed,
            KafkaProcesses kafka,
            FlinkProcesses flink,
            PostgresProcess postgres,
            SupervisedJob job,
            Duration databaseOutage) {
        this.random = new Random(seed);
        this.kafka = kafka;
        this.flink = flink;
        this.postgres = postgres;
        this.job = job;
        this.databaseOutage = databaseOutage;
    }

    /** One of each kind, in an order of its own. */
    List<Strike> round() {
        List<Strike> strikes = new ArrayList<>(List.of(Strike.values()));
        Collections.shuffle(strikes, random);
        return strikes;
    }

    /** Half of the time the next strike has to wait until the job works again, half of the time it may come upon it. */
    boolean patient() {
        return random.nextBoolean();
    }

    /** Returns what it struck, when the process is started again; that the job works again is not waited for. */
    String strike(Strike kind) throws Exception {
        return switch (kind) {
            case TASK_MANAGER_KILLED -> {
                int number = random.nextInt(FlinkProcesses.TASK_MANAGERS);
                flink.killTaskManager(number);
                absence();
                flink.restartTaskManager(number);
                yield "TaskManager " + number + " killed";
            }
            case JOB_MANAGER_KILLED -> {
                flink.killJobManager();
                absence();
                flink.restartJobManager();
                job.submit();
                yield "JobManager killed, job submitted again";
            }
            case BROKER_KILLED -> {
                // Two confirmed every record: of three copies, one at a time may be missing.
                kafka.awaitInSync();
                int number = random.nextInt(KafkaProcesses.BROKERS);
                kafka.kill(number);
                absence();
                kafka.restart(number);
                yield "broker " + number + " killed";
            }
            case POSTGRES_STOPPED -> {
                postgres.stop();
                Thread.sleep(databaseOutage.toMillis());
                postgres.restart();
                yield "PostgreSQL stopped for " + databaseOutage.toSeconds() + " s";
            }
        };
    }

    private void absence() throws InterruptedException {
        Thread.sleep(random.nextInt(LONGEST_ABSENCE_MILLIS));
    }
}
