package io.tachograph.simulator;

/** Collects the tokens and sends one answer at the end. */
final class WholeAnswer implements GenerationListener {
    private final CompletionRequest request;
    private final Draw draw;
    private final ChunkEncoder chunks;
    private final ServerExchange exchange;
    private final StringBuilder words = new StringBuilder();
    private int outputTokens;
    private boolean garbled;

    WholeAnswer(CompletionRequest request, Draw draw, ChunkEncoder chunks, ServerExchange exchange) {
        this.request = request;
        this.draw = draw;
        this.chunks = chunks;
        this.exchange = exchange;
    }

    @Override
    public void admitted() {}

    @Override
    public void token(int index) {
        words.append(Vocabulary.word(draw.firstWord(), index));
        outputTokens = index + 1;
    }

    @Override
    public void garbage() {
        garbled = true;
    }

    @Override
    public void finished() {
        exchange.answer(200, "application/json", garbled ? "{\"choices\":[{\"index\":0,\"mess" : json());
    }

    @Override
    public void failed() {
        exchange.refuse(ApiError.midStream());
    }

    @Override
    public void cut() {
        exchange.cut();
    }

    private String json() {
        String text = request.kind() == ApiKind.CHAT
                ? "\"message\":{\"role\":\"assistant\",\"content\":\"" + words + "\"}"
                : "\"text\":\"" + words + "\"";
        String reason = request.limits().reason(draw.naturalTokens()).text();
        return chunks.envelope() + "{\"index\":0," + text + ",\"logprobs\":null,\"finish_reason\":\"" + reason
                + "\",\"stop_reason\":null}]" + chunks.usage(outputTokens) + "}";
    }
}
