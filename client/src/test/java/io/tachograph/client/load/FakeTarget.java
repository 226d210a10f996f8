package io.tachograph.client.load;

import io.tachograph.client.endpoint.Attempt;
import io.tachograph.client.endpoint.Details;
import io.tachograph.client.endpoint.Finished;
import io.tachograph.client.endpoint.PromptRequest;
import io.tachograph.client.endpoint.Target;
import io.tachograph.schemas.TargetConfig;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestId;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.avro.TokenSource;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Answers at once from a thread of its own, or never, as told per request; the answer's text is its number. */
final class FakeTarget implements Target, AutoCloseable {
    final List<PromptRequest> requests = new CopyOnWriteArrayList<>();
    /** When each was sent, in the same order. */
    final List<Long> sentNanos = new CopyOnWriteArrayList<>();

    final AtomicInteger most = new AtomicInteger();
    final AtomicInteger cancels = new AtomicInteger();
    private final ExecutorService answers = Executors.newSingleThreadExecutor();
    private final IntFunction<@Nullable Outcome> script;
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    /** @param script outcome of the n-th request (from 0), null for one that ends only when cancelled */
    FakeTarget(IntFunction<@Nullable Outcome> script) {
        this.script = script;
    }

    @Override
    public TargetConfig config() {
        return new TargetConfig(
                "fake", "lab", "none", "none", URI.create("http://localhost"), "openai-chat", null, "", Map.of());
    }

    @Override
    public Attempt send(PromptRequest request, Consumer<String> piece, Consumer<Finished> finished) {
        long sent = System.nanoTime();
        requests.add(request);
        sentNanos.add(sent);
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        int own = number.getAndIncrement();
        Outcome outcome = script.apply(own);
        if (outcome != null) {
            answers.execute(() -> finish(own, request, sent, outcome, finished));
        }
        AtomicBoolean givenUp = new AtomicBoolean();
        return () -> {
            cancels.incrementAndGet();
            if (outcome == null && givenUp.compareAndSet(false, true)) {
                answers.execute(() -> finish(own, request, sent, Outcome.CANCELLED, finished));
            }
        };
    }

    private void finish(int own, PromptRequest request, long sent, Outcome outcome, Consumer<Finished> finished) {
        running.decrementAndGet();
        finished.accept(new Finished(
                record(request, request.scheduledNanos() - sent, outcome),
                new Details("answer " + own, new long[0], Map.of())));
    }

    static RequestTiming record(PromptRequest request, long scheduledNanos, Outcome outcome) {
        return RequestTiming.newBuilder()
                .setRequestId(new RequestId(new byte[16]))
                .setTarget("fake")
                .setCluster("lab")
                .setFramework("none")
                .setModel("none")
                .setApi("openai-chat")
                .setOrigin(request.provenance().origin())
                .setAgent(request.provenance().agent())
                .setStreamed(true)
                .setSentAtMicros(0)
                .setScheduledNanos(scheduledNanos)
                .setClosedNanos(1)
                .setOutcome(outcome)
                // Avro makes the default of an enum only once a codec has told it to trust our records.
                .setTokenSource(TokenSource.NONE)
                .setStampSource(StampSource.READ)
                .build();
    }

    @Override
    public @Nullable String engineVersion() {
        return null;
    }

    @Override
    public CompletionStage<Void> observed() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        answers.shutdownNow();
    }
}
