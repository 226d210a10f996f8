package io.tachograph.jobs.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.jobs.PipelineConfig;
import io.tachograph.windows.SloRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Minutes, hours and days say what the requests say, whatever falls idle, resumes, restarts or is rescaled. */
@SuppressWarnings({"NullAway.Init", "try"}) // JUnit calls start(); closing a job may be interrupted.
class RollUpTruthTest {
    private static final int SLOTS = 4;
    private static final int CASES = Integer.getInteger("tachograph.rollup.cases", 5);
    private static final long SEED = Long.getLong("tachograph.rollup.seed", 1);

    @TempDir
    private static Path directory;

    private static MiniCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        Configuration settings = new Configuration();
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(8));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 100); // Any of them may be gone back to.
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
        cluster.start();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    private static PipelineConfig config() {
        return new PipelineConfig(
                Traffic.LONGEST_REQUEST, Duration.ofSeconds(2), Duration.ofSeconds(30), 0, SloRules.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void burstsWithSilenceBetween_areCountedOnceInEveryLength(int parallelism) throws Exception {
        Traffic traffic = new Traffic(4, 24, parallelism);
        for (int i = 0; i < 14; i++) {
            traffic.burst(200, 20_000);
        }
        traffic.end();
        try (Stage stage = new Stage(traffic.script);
                ScriptedJob job = new ScriptedJob(cluster, directory, stage, config())) {
            job.start(parallelism, null, 0);
            for (int round = 1; round <= traffic.script.rounds(); round++) {
                job.playUntil(round);
                job.checkpoint();
            }
            job.stop();

            assertThat(traffic.requests()).isEqualTo(2_800);
            assertThat(stage.letters).isEmpty();
            CountedOnce.check(stage);
        }
    }

    @Test
    void randomSilencesRestartsAndParallelisms_changeNothing() throws Exception {
        for (long seed = SEED; seed < SEED + CASES; seed++) {
            Random random = new Random(seed);
            Traffic traffic = new Traffic(1 + random.nextInt(6), 1 + random.nextInt(12), seed);
            for (int rounds = 10 + random.nextInt(20); rounds > 0; rounds--) {
                traffic.round();
            }
            traffic.end();
            try (Stage stage = new Stage(traffic.script);
                    ScriptedJob job = new ScriptedJob(cluster, directory, stage, config())) {
                boolean lost = play(job, traffic.script.rounds(), random);
                CountedOnce.check(stage);
                if (!lost) {
                    CountedOnce.checkEveryDelivery(stage);
                }
            } catch (AssertionError e) {
                throw new AssertionError("-Dtachograph.rollup.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /**
     * To the end, with stops that lose nothing and kills that lose rounds, and with another parallelism after each.
     *
     * @return whether any rounds were lost, and so played again
     */
    private static boolean play(ScriptedJob job, int rounds, Random random) throws Exception {
        job.start(1 + random.nextInt(SLOTS), null, 0);
        String checkpoint = job.checkpoint();
        int saved = 0;
        boolean lost = false;
        int round = 0;
        while (round < rounds) {
            round++;
            job.playUntil(round);
            if (random.nextInt(8) == 0) {
                saved = round;
                checkpoint = job.stop();
                job.start(1 + random.nextInt(SLOTS), checkpoint, saved);
            } else if (random.nextInt(12) == 0) {
                job.kill();
                job.start(1 + random.nextInt(SLOTS), checkpoint, saved);
                round = saved;
                lost = true;
            } else {
                String newer = job.checkpoint();
                if (random.nextBoolean()) {
                    saved = round;
                    checkpoint = newer;
                }
            }
        }
        job.stop();
        return lost;
    }
}
