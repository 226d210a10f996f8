package io.tachograph.jobs.script;

import io.tachograph.jobs.PipelineConfig;
import io.tachograph.jobs.PipelineSinks;
import io.tachograph.jobs.RequestPipeline;
import io.tachograph.jobs.catalog.JobEnvironment;
import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.jobs.source.TopicEventFormat;
import io.tachograph.jobs.types.VersionedType;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.windows.WindowSnapshot;
import io.tachograph.windows.request.RequestSample;
import io.tachograph.windows.request.RequestSampleFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;

/** The request pipeline over a {@link Stage}, started and stopped as often as a test wants, with any parallelism. */
@SuppressWarnings("try") // close() may be interrupted, which ends the test.
final class ScriptedJob implements AutoCloseable {
    private final MiniCluster cluster;
    private final Path directory;
    private final Stage stage;
    private final PipelineConfig config;
    private JobID job = new JobID();
    private boolean started;
    private int next;

    ScriptedJob(MiniCluster cluster, Path directory, Stage stage, PipelineConfig config) {
        this.cluster = cluster;
        this.directory = directory;
        this.stage = stage;
        this.config = config;
    }

    /**
     * Starts it.
     *
     * @param from a checkpoint or savepoint, null for none
     * @param round the next that will be played
     */
    void start(int parallelism, @Nullable String from, int round) throws Exception {
        Configuration settings = JobEnvironment.settings();
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(2));
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(settings);
        env.setParallelism(parallelism);
        DataStream<TopicEvent<RequestSample>> events = env.fromSource(
                        new ScriptedSource(stage.id),
                        ScriptedSource.clocks(),
                        "script",
                        VersionedType.of(new TopicEventFormat<>(new RequestSampleFormat())))
                .uid("script");
        RequestPipeline.define(events, config, new PipelineSinks(this::windows, this::letters));
        StreamGraph graph = env.getStreamGraph();
        graph.setJobId(JobID.generate());
        graph.setSavepointRestoreSettings(
                from == null ? SavepointRestoreSettings.none() : SavepointRestoreSettings.forPath(from));
        graph.serializeUserDefinedInstances();
        stage.starts(round);
        next = round;
        job = cluster.submitJob(graph).get().getJobID();
        started = true;
        awaitRunning();
    }

    private void awaitRunning() throws Exception {
        while (cluster.getJobStatus(job).get() != JobStatus.RUNNING || !allTasksRun()) {
            if (cluster.getJobStatus(job).get().isTerminalState()) {
                cluster.requestJobResult(job).get().toJobExecutionResult(Stage.class.getClassLoader());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private boolean allTasksRun() throws Exception {
        for (AccessExecutionVertex task : cluster.getExecutionGraph(job).get().getAllExecutionVertices()) {
            if (task.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    /** Plays rounds until one, which is not played. */
    void playUntil(int round) throws Exception {
        for (; next < round; next++) {
            stage.openRound(next);
        }
        if (round > 0) {
            stage.awaitPlayed(round - 1);
        }
    }

    /** Waits until all that was played is through, and gives where a later start can resume from. */
    String checkpoint() throws Exception {
        return cluster.triggerCheckpoint(job).get(1, TimeUnit.MINUTES);
    }

    String stop() throws Exception {
        String place = cluster.triggerSavepoint(job, directory.toUri().toString(), true, SavepointFormatType.CANONICAL)
                .get(1, TimeUnit.MINUTES);
        awaitEnd();
        return place;
    }

    void kill() throws Exception {
        cluster.cancelJob(job).get(1, TimeUnit.MINUTES);
        awaitEnd();
    }

    /** Ends it, whatever became of it. */
    @Override
    public void close() throws Exception {
        if (started && !status().isTerminalState()) {
            kill();
        }
    }

    private void awaitEnd() throws Exception {
        cluster.requestJobResult(job).get(1, TimeUnit.MINUTES);
    }

    private JobStatus status() throws Exception {
        return cluster.getJobStatus(job).get(1, TimeUnit.MINUTES);
    }

    private void windows(DataStream<WindowSnapshot> windows) {
        windows.filter(new ToStage<>(stage.id, Stage::emitted))
                .uid("windows")
                .sinkTo(new DiscardingSink<>())
                .uid("no-windows");
    }

    private void letters(DataStream<DeadLetter> letters) {
        letters.filter(new ToStage<>(stage.id, (on, letter) -> on.letters.add(letter)))
                .uid("letters")
                .sinkTo(new DiscardingSink<>())
                .uid("no-letters");
    }

    /** What a stage is told. */
    interface Telling<T> extends java.io.Serializable {
        void tell(Stage stage, T value);
    }

    private record ToStage<T>(int stage, Telling<T> telling) implements FilterFunction<T> {
        @Override
        public boolean filter(T value) {
            telling.tell(Stage.of(stage), value);
            return false;
        }
    }
}
