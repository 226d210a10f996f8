package io.tachograph.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.client.endpoint.Keep;
import io.tachograph.client.endpoint.Prompt;
import io.tachograph.client.endpoint.PromptRequest;
import io.tachograph.client.endpoint.RequestIds;
import io.tachograph.client.endpoint.RequestOptions;
import io.tachograph.client.workload.Conversation;
import io.tachograph.schemas.avro.Outcome;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A target that falls behind must not cost the client its memory. */
class MemoryBudgetTest {
    private final Run run = new Run();

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void arrivalsBeyondTheMemory_areNotSentButCounted() {
        // Ten fill it with their prompts, which are short; nine do not.
        Limits limits = Limits.none().withMaxRequests(40).withMaxBytes(10 * MemoryBudget.BYTES_PER_REQUEST);
        LoadGenerator generator = run.start(new ConstantRate(2000), limits, n -> null);

        Awaitility.await().until(() -> generator.counters().overLimit() == 30);

        assertThat(generator.counters().outstanding()).isEqualTo(10);
        assertThat(run.target.requests).hasSize(10);
    }

    @Test
    void closedLoop_hasAsManyClientsAsWereWanted() throws Exception {
        Limits limits = Limits.none().withMaxRequests(40).withMaxBytes(1);

        assertThat(run.complete(ClosedLoop.of(8), limits, n -> Outcome.OK).ok()).isEqualTo(40);
    }

    @Test
    void requestThatCouldNotBeSent_takesNoMemory() throws Exception {
        Limits limits = Limits.none().withMaxRequests(40).withMaxBytes(2 * MemoryBudget.BYTES_PER_REQUEST);

        LoadCounters counters = run.complete(new ConstantRate(2000), limits, n -> {
            throw new IllegalStateException("planted");
        });

        assertThat(counters.overLimit()).isZero();
        assertThat(counters.failed()).isEqualTo(40);
    }

    @Test
    void requestThatHasEnded_gaveItsMemoryBack() {
        MemoryBudget budget = new MemoryBudget(1L);
        for (Outcome outcome : new Outcome[] {Outcome.OK, Outcome.STREAM_ERROR}) {
            Conversation conversation = Conversation.of(Prompt.of("hello"));
            try (FakeTarget target = new FakeTarget(n -> outcome)) {
                InFlightRequest sent = new InFlightRequest(
                        new InFlightRequest.Place(0, 0, 0), conversation, 0, budget, (request, finished, within) -> {});
                sent.begin(target, request("hello", RequestOptions.defaults()));
                Awaitility.await().until(sent::hasEnded);
                Awaitility.await().until(() -> !budget.isFull());
            }
        }
    }

    @Test
    void promptsAndKeptAnswers_count() {
        RequestOptions options = RequestOptions.defaults().withMaxTokens(100);
        RequestOptions detailed = new RequestOptions(true, 100, 0, options.timeout(), new Keep(true, true));
        RequestOptions endless = detailed.withMaxTokens(1 << 30);

        assertThat(LongStream.of(
                        taken("", options),
                        taken("x".repeat(50_000), options),
                        taken("", detailed),
                        taken("", endless)))
                .containsExactly(
                        MemoryBudget.BYTES_PER_REQUEST,
                        MemoryBudget.BYTES_PER_REQUEST + 50_000,
                        MemoryBudget.BYTES_PER_REQUEST + 1_600,
                        MemoryBudget.BYTES_PER_REQUEST + 65_536);
    }

    private static long taken(String prompt, RequestOptions options) {
        return new MemoryBudget(1L).take(request(prompt, options));
    }

    private static PromptRequest request(String prompt, RequestOptions options) {
        return new PromptRequest(new RequestIds().next(), 1, Prompt.of(prompt), options, 0, Run.PROVENANCE);
    }
}
