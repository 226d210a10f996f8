package io.tachograph.simulator;

/** Sends each token as it leaves the engine. */
final class StreamedAnswer implements GenerationListener {
    private final CompletionRequest request;
    private final ChunkEncoder chunks;
    private final ServerExchange exchange;
    private int outputTokens;

    StreamedAnswer(CompletionRequest request, ChunkEncoder chunks, ServerExchange exchange) {
        this.request = request;
        this.chunks = chunks;
        this.exchange = exchange;
    }

    @Override
    public void admitted() {
        if (request.kind() == ApiKind.CHAT) {
            exchange.event(chunks.role(exchange.newEvent()));
        }
    }

    @Override
    public void token(int index) {
        exchange.event(chunks.token(exchange.newEvent(), index));
        outputTokens = index + 1;
    }

    @Override
    public void garbage() {
        exchange.event(ChunkEncoder.garbage(exchange.newEvent()));
    }

    @Override
    public void finished() {
        exchange.event(chunks.end(exchange.newEvent(), outputTokens));
        exchange.endEventStream();
    }

    @Override
    public void failed() {
        exchange.event(ChunkEncoder.error(exchange.newEvent(), ApiError.midStream()));
        exchange.endEventStream();
    }

    @Override
    public void cut() {
        exchange.cut();
    }
}
