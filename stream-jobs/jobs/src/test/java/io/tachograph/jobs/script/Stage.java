package io.tachograph.jobs.script;

import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.windows.WindowSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where the test and the job's subtasks meet, in one JVM: which rounds are open, and what came out. Thread-safe. */
final class Stage implements AutoCloseable {
    /** A window as it was emitted, and which start of the job did it. */
    record Emission(int start, WindowSnapshot window) {}

    private static final Map<Integer, Stage> STAGES = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger();

    final int id = NEXT.incrementAndGet();
    final Script script;
    private final List<CompletableFuture<Void>> open = new CopyOnWriteArrayList<>();
    private final List<CountDownLatch> played = new CopyOnWriteArrayList<>();
    final List<Emission> emissions = Collections.synchronizedList(new ArrayList<>());
    final List<DeadLetter> letters = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger starts = new AtomicInteger();

    Stage(Script script) {
        this.script = script;
        for (int i = 0; i < script.rounds(); i++) {
            open.add(new CompletableFuture<>());
            played.add(new CountDownLatch(script.partitions()));
        }
        STAGES.put(id, this);
    }

    static Stage of(int id) {
        return Objects.requireNonNull(STAGES.get(id));
    }

    /** The job starts, once more perhaps, where {@code round} is the next to be played. */
    void starts(int round) {
        starts.incrementAndGet();
        for (int i = round; i < script.rounds(); i++) {
            open.set(i, new CompletableFuture<>());
            played.set(i, new CountDownLatch(script.partitions()));
        }
    }

    void openRound(int round) {
        open.get(round).complete(null);
    }

    /** Complete once a round is open; never, when there is no such round. */
    CompletableFuture<Void> opened(int round) {
        return round < open.size() ? open.get(round) : new CompletableFuture<>();
    }

    void played(int round) {
        played.get(round).countDown();
    }

    void awaitPlayed(int round) throws InterruptedException {
        if (!played.get(round).await(1, TimeUnit.MINUTES)) {
            throw new AssertionError("round " + round + " was not played");
        }
    }

    void emitted(WindowSnapshot window) {
        emissions.add(new Emission(starts.get(), window));
    }

    @Override
    public void close() {
        STAGES.remove(id);
    }
}
