package io.tachograph.collectors.source.cloud;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The JDK's client as Azure's library for tokens takes it, so that none of its own transports is needed. Thread-safe. */
final class AzureHttp implements com.azure.core.http.HttpClient {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    /** The client writes them itself. */
    private static final Set<String> OWN = Set.of("host", "content-length", "connection", "expect", "upgrade");

    private final HttpClient client;

    AzureHttp(HttpClient client) {
        this.client = client;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.fromFuture(() -> client.sendAsync(jdk(request), BodyHandlers.ofByteArray()))
                .map(answer -> new Answer(request, answer));
    }

    private static java.net.http.HttpRequest jdk(HttpRequest request) {
        BinaryData body = request.getBodyAsBinaryData();
        BodyPublisher content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body.toBytes());
        java.net.http.HttpRequest.Builder sent = java.net.http.HttpRequest.newBuilder(
                        URI.create(request.getUrl().toString()))
                .method(request.getHttpMethod().name(), content)
                .timeout(LONGEST);
        request.getHeaders().stream()
                .filter(header -> !OWN.contains(header.getName().toLowerCase(Locale.ROOT)))
                .forEach(header -> header.getValuesList().forEach(value -> sent.header(header.getName(), value)));
        return sent.build();
    }

    private static final class Answer extends HttpResponse {
        private final int status;
        private final byte[] body;
        private final HttpHeaders headers = new HttpHeaders();

        Answer(HttpRequest request, java.net.http.HttpResponse<byte[]> answer) {
            super(request);
            status = answer.statusCode();
            body = answer.body();
            answer.headers().map().forEach((name, values) -> headers.set(HttpHeaderName.fromString(name), values));
        }

        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        @Deprecated
        public String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.just(ByteBuffer.wrap(body));
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(body);
        }

        @Override
        public Mono<String> getBodyAsString() {
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just(new String(body, charset));
        }
    }
}
