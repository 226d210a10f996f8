package io.tachograph.simulator;

import java.util.function.Consumer;

/** Takes requests for answers: reads them, lets chance decide, hands them to the engine. */
final class CompletionAnswers {
    private final long seed;
    private final ReplicaConfig replica;
    private final boolean stampsAlways;
    private final CompletionRequestReader reader;
    private final BatchEngine engine;
    private final Runnable engineChanged;
    private final FaultSwitch faults;
    private final Consumer<ServedRequest> served;
    private long nextNumber;

    /** {@code engineChanged} is called whenever something new may be due. */
    CompletionAnswers(
            long seed,
            ReplicaConfig replica,
            boolean stampsAlways,
            BatchEngine engine,
            Runnable engineChanged,
            FaultSwitch faults,
            Consumer<ServedRequest> served) {
        this.seed = seed;
        this.replica = replica;
        this.stampsAlways = stampsAlways;
        this.reader = new CompletionRequestReader(replica);
        this.engine = engine;
        this.engineChanged = engineChanged;
        this.faults = faults;
        this.served = served;
    }

    void answer(ApiKind kind, ServerCall call, ServerExchange exchange) {
        long arrivedNanos = System.nanoTime();
        CompletionRequest request;
        try {
            request = reader.read(kind, call);
        } catch (RefusedException e) {
            exchange.refuse(e.error());
            return;
        }
        // Only requests that are well formed take a number, so that a stray probe does not shift all that follow.
        Draw draw = Draw.of(seed, nextNumber++, replica);
        Fault fault = faults.get().at(draw.faultRoll());
        if (fault == Fault.HTTP_500) {
            exchange.refuse(ApiError.internal());
        } else if (fault == Fault.RATE_LIMITED) {
            exchange.refuse(ApiError.rateLimited());
        } else {
            ChunkEncoder chunks =
                    new ChunkEncoder(request, draw, replica.model(), stampsAlways || request.stampsAsked());
            GenerationListener answer = request.stream()
                    ? new StreamedAnswer(request, chunks, exchange)
                    : new WholeAnswer(request, draw, chunks, exchange);
            if (request.stream()) {
                exchange.openEventStream();
            }
            GenerationListener told = new TruthfulAnswer(
                    answer, replica.name(), call.headers().get("X-Request-Id"), arrivedNanos, served);
            Generation generation = new Generation(draw, request.promptTokens(), request.limits(), fault, told);
            exchange.onGone(() -> {
                engine.abort(generation);
                engineChanged.run();
            });
            engine.submit(generation);
            engineChanged.run();
        }
    }
}
