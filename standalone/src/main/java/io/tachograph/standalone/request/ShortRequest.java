package io.tachograph.standalone.request;

import io.tachograph.client.endpoint.Attempt;
import io.tachograph.client.endpoint.Finished;
import io.tachograph.client.endpoint.Prompt;
import io.tachograph.client.endpoint.PromptRequest;
import io.tachograph.client.endpoint.Provenance;
import io.tachograph.client.endpoint.RequestIds;
import io.tachograph.client.endpoint.RequestOptions;
import io.tachograph.client.endpoint.Target;
import io.tachograph.schemas.avro.Origin;
import java.util.concurrent.CompletableFuture;

/**
 * One request of a few tokens whose record counts nowhere: whether a target can be reached and speaks its API.
 *
 * @param attempt to cancel it with
 * @param finished completes when it ended, however
 */
public record ShortRequest(Attempt attempt, CompletableFuture<Finished> finished) {
    private static final int MOST_TOKENS = 8;

    public static ShortRequest send(Target target, Prompt prompt, RequestOptions options, String agent) {
        CompletableFuture<Finished> finished = new CompletableFuture<>();
        Attempt attempt = target.send(
                new PromptRequest(
                        new RequestIds().next(),
                        1,
                        new Prompt(prompt.messages(), prompt.inputTokens(), null),
                        options.withMaxTokens(Math.min(options.maxTokens(), MOST_TOKENS)),
                        System.nanoTime(),
                        new Provenance(Origin.LOAD, agent, null)),
                finished::complete);
        return new ShortRequest(attempt, finished);
    }
}
