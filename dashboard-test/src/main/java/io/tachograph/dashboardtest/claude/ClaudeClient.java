package io.tachograph.dashboardtest.claude;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.Timeout;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks Claude, and asks again where that helps; each time it says so. Thread-safe. */
public final class ClaudeClient implements AutoCloseable {
    private static final Timeout TIMEOUT = Timeout.builder()
            .connect(Duration.ofSeconds(20))
            .read(Duration.ofMinutes(2))
            .request(Duration.ofMinutes(15))
            .build();

    private final AnthropicClient client;
    private final RetryPolicy retries;
    private final Pause pause;

    /** How a wait is waited. */
    @FunctionalInterface
    public interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    /** @param url of the API, without {@code /v1/messages} */
    public ClaudeClient(String apiKey, String url, RetryPolicy retries, Pause pause) {
        // The SDK's own retries say nothing, and do not see what breaks within a stream.
        this.client = AnthropicOkHttpClient.builder()
                .apiKey(apiKey)
                .baseUrl(url)
                .maxRetries(0)
                .timeout(TIMEOUT)
                .build();
        this.retries = retries;
        this.pause = pause;
    }

    /**
     * One whole answer.
     *
     * @param again told before each wait
     * @throws ClaudeException when there is none, also not at the last attempt
     */
    StreamedAnswer ask(MessageCreateParams question, Consumer<Retry> again)
            throws ClaudeException, InterruptedException {
        for (int failed = 1; ; failed++) {
            try {
                return askOnce(question);
            } catch (RuntimeException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("Interrupted while Claude was asked.");
                }
                ApiFailure failure = ApiFailure.of(e, Instant.now());
                @Nullable Duration wait = retries.waitAfter(failure, failed);
                if (wait == null) {
                    throw new ClaudeException(failure.cause(), failure.sentence() + givenUp(failure, failed), e);
                }
                again.accept(new Retry(failure.sentence(), failed, wait));
                pause.sleep(wait);
            }
        }
    }

    private static String givenUp(ApiFailure failure, int failed) {
        @Nullable Duration asked = failure.retryAfter();
        if (failure.passing() && asked != null) {
            return " It asks to wait " + asked.toSeconds() + " s; given up after " + failed + " attempts.";
        }
        return failed > 1 ? " Given up after " + failed + " attempts." : "";
    }

    private StreamedAnswer askOnce(MessageCreateParams question) {
        StreamedAnswer answer = new StreamedAnswer();
        try (StreamResponse<RawMessageStreamEvent> events = client.messages().createStreaming(question)) {
            for (RawMessageStreamEvent event : events) {
                answer.add(event);
            }
        }
        // Asked for here, so that a broken one is asked for again.
        var unused = answer.message();
        return answer;
    }

    @Override
    public void close() {
        client.close();
    }
}
