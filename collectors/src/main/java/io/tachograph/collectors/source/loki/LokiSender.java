package io.tachograph.collectors.source.loki;

import io.tachograph.client.endpoint.RetryAfter;
import io.tachograph.client.http.TlsConfig;
import io.tachograph.client.scrape.LimitedBody;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.HttpFailure;
import io.tachograph.collectors.source.http.KeyVariable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Pushes once. */
final class LokiSender {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int MOST_ANSWER_BYTES = 64 << 10;

    private final URI url;
    private final LokiSettings settings;
    private final SourceContext.Environment environment;
    private final HttpClient client;

    /**
     * What became of a push.
     *
     * @param complaint what is wrong, null when the lines were taken
     * @param again whether the same lines may be taken later
     * @param afterMillis how long Loki wants to be left alone, null when it does not say
     */
    record Outcome(
            @Nullable SourceException complaint,
            boolean again,
            @Nullable Long afterMillis) {}

    LokiSender(String url, LokiSettings settings, SourceContext.Environment environment) {
        this.url = LokiSettings.address(url);
        this.settings = settings;
        this.environment = environment;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        SSLContext tls = TlsConfig.trustingOrJdk(settings.caFile()).jdkContext();
        if (tls != null) {
            builder.sslContext(tls);
        }
        client = builder.build();
    }

    String place() {
        return HttpFailure.shown(url);
    }

    Outcome push(List<LogLine> lines) throws InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(url)
                    .timeout(ANSWER)
                    .header("Content-Type", "application/json")
                    .header("Content-Encoding", "gzip")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(PushBody.of(lines)));
            if (settings.tenant() != null) {
                request.header("X-Scope-OrgID", settings.tenant());
            }
            if (settings.apiKeyEnv() != null) {
                request.header("Authorization", authorization(KeyVariable.value(settings.apiKeyEnv(), environment)));
            }
            return outcome(client.send(request.build(), head -> new LimitedBody(MOST_ANSWER_BYTES)));
        } catch (SourceException e) {
            return new Outcome(e, true, null);
        } catch (IOException e) {
            return new Outcome(HttpFailure.of(url, e), true, null);
        }
    }

    private static String authorization(String key) {
        return key.contains(":")
                ? "Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8))
                : "Bearer " + key;
    }

    /** Its own sentences may quote lines, so they are not said. */
    private Outcome outcome(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return new Outcome(null, false, null);
        }
        FailureKind kind =
                switch (status) {
                    case 401, 403 -> FailureKind.REFUSED;
                    case 429 -> FailureKind.LIMITED;
                    default -> FailureKind.UNAVAILABLE;
                };
        // Of what is wrong with the lines themselves no repetition makes anything right.
        boolean lines = status == 400 || status == 413 || status == 422;
        return new Outcome(
                new SourceException(kind, place() + " answers a push with status " + status + ": " + toDo(status)),
                !lines,
                RetryAfter.millis(answer.headers().firstValue("retry-after").orElse(null), Instant.now()));
    }

    private static String toDo(int status) {
        return switch (status) {
            case 400, 413, 422 -> "it refuses these lines; its log says why";
            case 401, 403 -> "name the environment variable that holds its key as api-key-env, and its tenant";
            case 404 -> "is it the address of Loki?";
            case 429 -> "its limit of ingestion is reached; lines wait";
            default -> "see its log; lines wait";
        };
    }
}
