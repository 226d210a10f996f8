package io.tachograph.simulator;

/** Takes requests for answers: reads them, lets chance decide, hands them to the engine. */
final class Completions {
    private final long seed;
    private final ReplicaConfig replica;
    private final boolean stampsAlways;
    private final CompletionRequestReader reader;
    private final Engine engine;
    private final Runnable engineChanged;
    private final FaultSwitch faults;
    private long nextNumber;

    /** {@code engineChanged} is called whenever something new may be due. */
    Completions(
            long seed,
            ReplicaConfig replica,
            boolean stampsAlways,
            Engine engine,
            Runnable engineChanged,
            FaultSwitch faults) {
        this.seed = seed;
        this.replica = replica;
        this.stampsAlways = stampsAlways;
        this.reader = new CompletionRequestReader(replica);
        this.engine = engine;
        this.engineChanged = engineChanged;
        this.faults = faults;
    }

    void answer(ApiKind kind, HttpCall call, Exchange exchange) {
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
            Chunks chunks = new Chunks(request, draw, replica.model(), stampsAlways || request.stampsAsked());
            GenerationListener answer = request.stream()
                    ? new StreamedAnswer(request, chunks, exchange)
                    : new WholeAnswer(request, draw, chunks, exchange);
            if (request.stream()) {
                exchange.openEventStream();
            }
            Generation generation = new Generation(draw, request.promptTokens(), request.limits(), fault, answer);
            exchange.onGone(() -> {
                engine.abort(generation);
                engineChanged.run();
            });
            engine.submit(generation);
            engineChanged.run();
        }
    }
}
