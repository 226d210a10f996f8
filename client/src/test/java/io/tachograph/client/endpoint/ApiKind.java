package io.tachograph.client.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the contract needs to know of one API kind.
 *
 * @param api its name
 * @param path where prompts are posted to below a base URL
 * @param keyHeader name of the header that holds the key
 * @param form of a streamed answer
 * @param streams recorded streamed answers; the first has everything that the kind can say
 * @param endFrames how many frames at the end of the first stream tell that it is the end; 0 when nothing does
 * @param whole an answer that is not streamed
 * @param errorFrame what the vendor sends within a stream that fails with "Overloaded"
 * @param errorBody what the vendor answers to a request that is wrong because "the model is unknown"
 * @param bodyOf texts of the messages, by role, as a request's body holds them
 */
record ApiKind(
        String api,
        String path,
        String keyHeader,
        AnswerFormat form,
        List<Recorded> streams,
        int endFrames,
        Recorded whole,
        String errorFrame,
        String errorBody,
        Function<JsonNode, List<String>> bodyOf) {
    /** An answer, and what must be found in it. */
    record Recorded(String text, Facts facts) {
        List<String> frames(AnswerFormat form) {
            return List.of(text.split(form == AnswerFormat.EVENTS ? "(?<=\n\n)" : "(?<=[\n\0])", -1)).stream()
                    .filter(frame -> !frame.isEmpty())
                    .toList();
        }
    }

    /**
     * What is found in an answer, whatever the time.
     *
     * @param counts tokens of the input, cached ones, of the output, reasoning ones; -1 for unknown
     * @param server what the server says about itself
     */
    record Facts(String text, int chunks, String finishReason, List<Long> counts, Map<String, Double> server) {
        Facts withoutChunks() {
            return new Facts(text, 0, finishReason, counts, server);
        }
    }

    boolean isTasks() {
        return api.equals("tachograph-tasks");
    }

    WireProtocol open(URI url) {
        return new Adapters().named(TargetFixture.config(url, api)).open(TargetFixture.config(url, api), null);
    }

    @Override
    public String toString() {
        return api;
    }
}
