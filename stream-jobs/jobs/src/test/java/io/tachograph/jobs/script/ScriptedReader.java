package io.tachograph.jobs.script;

import io.tachograph.jobs.script.ScriptedSource.Partition;
import io.tachograph.jobs.source.TopicEvent;
import io.tachograph.windows.request.RequestSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Reads the steps of its partitions, taking turns at random, as far as rounds are open. */
final class ScriptedReader implements SourceReader<TopicEvent<RequestSample>, Partition> {
    private final Stage stage;
    private final Random turns;
    private final List<Partition> partitions = new ArrayList<>();
    private CompletableFuture<Void> assigned = new CompletableFuture<>();

    ScriptedReader(Stage stage, int subtask) {
        this.stage = stage;
        this.turns = new Random(stage.id * 31L + subtask);
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<TopicEvent<RequestSample>> output) {
        List<Integer> ready = ready();
        if (ready.isEmpty()) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        int turn = ready.get(turns.nextInt(ready.size()));
        Partition partition = partitions.get(turn);
        List<TopicEvent<RequestSample>> steps = stage.script.steps(partition.round(), partition.number());
        if (partition.step() < steps.size()) {
            output.createOutputForSplit(partition.splitId()).collect(steps.get(partition.step()));
            partitions.set(turn, new Partition(partition.number(), partition.round(), partition.step() + 1));
        } else {
            partitions.set(turn, new Partition(partition.number(), partition.round() + 1, 0));
            stage.played(partition.round());
        }
        return InputStatus.MORE_AVAILABLE;
    }

    private List<Integer> ready() {
        List<Integer> ready = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            if (stage.opened(partitions.get(i).round()).isDone()) {
                ready.add(i);
            }
        }
        return ready;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        List<CompletableFuture<?>> any = new ArrayList<>(List.of(assigned));
        for (Partition partition : partitions) {
            any.add(stage.opened(partition.round()));
        }
        return CompletableFuture.anyOf(any.toArray(CompletableFuture[]::new)).thenAccept(one -> {});
    }

    @Override
    public List<Partition> snapshotState(long checkpoint) {
        return List.copyOf(partitions);
    }

    @Override
    public void addSplits(List<Partition> splits) {
        partitions.addAll(splits);
        CompletableFuture<Void> before = assigned;
        assigned = new CompletableFuture<>();
        before.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
}
