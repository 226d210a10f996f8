package io.tachograph.collectors.source.loki;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.tachograph.collectors.source.http.Peer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** Plays the push API of Loki, as its documentation has it: strict about what it takes. */
public final class FakeLoki implements AutoCloseable {
    static final String PUSH = "/loki/api/v1/push";

    private final Peer peer = new Peer().page(PUSH, this::take);
    private final List<LogLine> lines = new CopyOnWriteArrayList<>();
    final List<Headers> pushes = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Peer.Answer> refusals = new ConcurrentLinkedQueue<>();

    public FakeLoki() throws IOException {}

    public String url() {
        return peer.url();
    }

    /** To the pushes from the next one on, one each. */
    FakeLoki answers(Peer.Answer... answers) {
        refusals.addAll(List.of(answers));
        return this;
    }

    /** To every push from now on. */
    public void answer(int status) {
        peer.page(PUSH, exchange -> {
            exchange.getRequestBody().readAllBytes();
            Peer.status(status).to(exchange);
        });
    }

    public List<LogLine> lines() {
        return lines;
    }

    private void take(HttpExchange exchange) throws IOException {
        pushes.add(exchange.getRequestHeaders());
        byte[] body = exchange.getRequestBody().readAllBytes();
        Peer.Answer refusal = refusals.poll();
        if (refusal != null) {
            refusal.to(exchange);
            return;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            JsonNode push = new ObjectMapper().readTree(in);
            for (JsonNode stream : push.required("streams")) {
                Map<String, String> labels = new HashMap<>();
                stream.required("stream")
                        .properties()
                        .forEach(label ->
                                labels.put(label.getKey(), label.getValue().textValue()));
                for (JsonNode value : stream.required("values")) {
                    lines.add(new LogLine(
                            labels,
                            Long.parseLong(value.required(0).textValue()),
                            value.required(1).textValue()));
                }
            }
        }
        Peer.status(204).to(exchange);
    }

    @Override
    public void close() {
        peer.close();
    }
}
