package io.tachograph.client.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class ServerDifferenceTest {
    private static ServerMetrics metrics(String text) throws NoServerMetricsException {
        return ServerMetrics.of(Texts.of(text), "m");
    }

    @Test
    void twoReadings_giveWhatCameBetween() throws Exception {
        ServerDifference difference =
                ServerDifference.between(metrics(Texts.vllm(5, 10, 0, 0.5)), metrics(Texts.vllm(5, 110, 300, 200.5)));

        assertThat(difference.reset()).isNull();
        assertThat(difference.notes()).isEmpty();
        assertThat(difference.counters())
                .containsEntry(ServerCounter.REQUESTS, 400.0)
                .containsEntry(ServerCounter.GENERATION_TOKENS, 4000.0);
        BucketHistogram ttft = Objects.requireNonNull(difference.latencies().get(ServerLatency.TTFT));
        assertThat(ttft.mean()).isEqualTo(0.5);
        assertThat(ttft.counts()).containsExactly(100, 300, 0);
        // Rank 100 is the last of the first bucket, rank 101 the first of the second.
        assertThat(ttft.quantile(0.25)).isEqualTo(new QuantileRange(0, 0.1, 0.1));
        QuantileRange median = Objects.requireNonNull(ttft.quantile(0.5));
        assertThat(median.lower()).isEqualTo(0.1);
        assertThat(median.upper()).isEqualTo(1);
        assertThat(median.estimate()).isEqualTo(0.1 + 0.9 / 3);
    }

    @Test
    void nothingInBetween_hasNoQuantile() throws Exception {
        ServerMetrics same = metrics(Texts.vllm(5, 10, 0, 0.5));
        BucketHistogram ttft = Objects.requireNonNull(
                ServerDifference.between(same, same).latencies().get(ServerLatency.TTFT));

        assertThat(ttft.quantile(0.5)).isNull();
        assertThat(ttft.mean()).isNaN();
    }

    @Test
    void newProcess_isNoDifferenceEvenWhenCountersRose() throws Exception {
        ServerDifference difference =
                ServerDifference.between(metrics(Texts.vllm(5, 10, 0, 0.5)), metrics(Texts.vllm(6, 20, 0, 1)));

        assertThat(difference.reset())
                .isEqualTo("the server started anew during the run: process_start_time_seconds changed");
        assertThat(difference.counters()).isEmpty();
        assertThat(difference.latencies()).isEmpty();
    }

    @Test
    void counterThatWentBack_isANewServer() throws Exception {
        ServerDifference difference = ServerDifference.between(
                metrics("vllm:generation_tokens_total 9\n"), metrics("vllm:generation_tokens_total 4\n"));

        assertThat(difference.reset())
                .isEqualTo("the server started anew during the run: vllm:generation_tokens_total went back from 9.0 to"
                        + " 4.0");
    }

    @Test
    void otherBuckets_areANewServer() throws Exception {
        String first = Texts.vllm(5, 10, 0, 0.5);
        ServerDifference difference =
                ServerDifference.between(metrics(first), metrics(first.replace("le=\"0.1\"", "le=\"0.2\"")));

        assertThat(difference.reset()).contains("vllm:time_to_first_token_seconds went back or has other buckets");
    }

    @Test
    void quantityThatCameLater_beganAtZeroUnlessTheFirstReadingWasCut() throws Exception {
        ServerMetrics last = metrics(Texts.vllm(5, 10, 0, 0.5));
        ServerMetrics empty = metrics("vllm:num_requests_running{model_name=\"m\"} 0\n");
        ServerMetrics cut = metrics("vllm:num_requests_running{model_name=\"m\"} 0\nvllm:generation_tok");

        ServerDifference fromZero = ServerDifference.between(empty, last);
        assertThat(fromZero.counters()).containsEntry(ServerCounter.REQUESTS, 10.0);
        assertThat(fromZero.notes())
                .contains("vllm:request_success_total was not in the first reading and is counted from zero");
        ServerDifference unknown = ServerDifference.between(cut, last);
        assertThat(unknown.counters()).isEmpty();
        assertThat(unknown.latencies()).isEmpty();
        assertThat(unknown.notes()).anyMatch(note -> note.contains("which was not whole; it was left out"));
    }
}
