package io.tachograph.bench.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tachograph.bench.result.Counts;
import io.tachograph.bench.result.MetricSummary;
import io.tachograph.bench.result.ResultTable;
import io.tachograph.bench.result.RunResult;
import io.tachograph.client.endpoint.Details;
import io.tachograph.client.endpoint.Finished;
import io.tachograph.client.load.LoadCounters;
import io.tachograph.schemas.avro.Outcome;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.StampSource;
import io.tachograph.schemas.avro.TokenSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RunRecorderTest {
    private static final RecorderConfig COUNTING = counting().build();

    private static RecorderConfig.Builder counting() {
        return RecorderConfig.builder(Phases.ALL_MEASURED);
    }

    private static LoadCounters finished(long ok) {
        return new LoadCounters(ok, 0, ok, 0, ok, ok, 0, 0, 0);
    }

    private static Finished answer(long number, String text) {
        return new Finished(
                Requests.blank(number)
                        .setOutcome(Outcome.OK)
                        .setFirstChunkNanos(5 * Requests.MILLI)
                        .setFirstTokenNanos(5 * Requests.MILLI)
                        .setFirstOutputTokenNanos(5 * Requests.MILLI)
                        .setLastTokenNanos(9 * Requests.MILLI)
                        .setClosedNanos(9 * Requests.MILLI)
                        .setContentChunks(3)
                        .setOutputTokens(3L)
                        .setTokenSource(TokenSource.CHUNKS)
                        .setStampSource(StampSource.READ)
                        .build(),
                new Details(text, new long[0], Map.of()));
    }

    @Test
    void millionRequestsFromFourThreads_areAllCounted_throughAQueueOfAThousand() throws Exception {
        Finished same = answer(1, "");
        try (RunRecorder recorder =
                RunRecorder.start(counting().queueCapacity(1_000).build(), 0)) {
            Thread[] loops = new Thread[4];
            for (int loop = 0; loop < loops.length; loop++) {
                int first = loop * 250_000;
                loops[loop] = new Thread(() -> {
                    for (int i = first; i < first + 250_000; i++) {
                        recorder.finished(i, i * 20_000L, same);
                    }
                });
                loops[loop].start();
            }
            for (Thread loop : loops) {
                loop.join();
            }
            RunResult result = recorder.finish(finished(1_000_000), false).result(Runs.INFO, Runs.CLIENT, null);

            assertThat(result.counts().ok()).isEqualTo(1_000_000);
            MetricSummary ttft = Objects.requireNonNull(result.metrics().get("ttft"));
            assertThat(ttft.n()).isEqualTo(1_000_000);
            assertThat(ttft.mean()).isEqualTo(0.005);
            // 50,000 a second, each open for 9 ms.
            assertThat(result.rates().maxConcurrency()).isEqualTo(450);
            assertThat(result.timeline()).hasSize(21);
        }
    }

    @Test
    void fullQueue_makesTheCallerWait_andSaysForHowLong() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        RecorderConfig slow = counting()
                .queueCapacity(2)
                .publish(record -> awaitQuietly(held))
                .build();
        try (RunRecorder recorder = RunRecorder.start(slow, 0)) {
            Thread loop = new Thread(() -> {
                for (int i = 0; i < 5; i++) {
                    recorder.finished(i, 0, answer(i, ""));
                }
            });
            loop.start();
            // One is being taken in, two are queued, the fourth waits.
            Awaitility.await().until(() -> loop.getState() == Thread.State.TIMED_WAITING);
            held.countDown();
            loop.join();
            Recorded recorded = recorder.finish(finished(5), false);

            assertThat(recorded.waits().count()).isPositive();
            assertThat(recorded.waits().seconds()).isPositive();
            assertThat(recorded.waits().longestSeconds())
                    .isLessThanOrEqualTo(recorded.waits().seconds());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void arrivalsThatWereNotSent_areInTheSum() throws Exception {
        try (RunRecorder recorder =
                RunRecorder.start(counting().slo(Map.of("ttft", 1.0)).build(), 0)) {
            recorder.finished(0, 0, answer(0, ""));
            recorder.overLimit(1, 1_000_000);
            recorder.unsent(1, 2_000_000);
            RunResult result = recorder.finish(new LoadCounters(3, 1, 2, 0, 2, 1, 1, 0, 0), false)
                    .result(Runs.INFO, Runs.CLIENT, null);

            Counts counts = result.counts();
            assertThat(counts.offered()).isEqualTo(3);
            assertThat(counts.overLimit()).isEqualTo(1);
            assertThat(counts.outcomes()).isEqualTo(Map.of("OK", 1L, "UNKNOWN", 1L));
            assertThat(counts.failed()).isEqualTo(1);
            assertThat(result.slo()).isNotNull();
            assertThat(result.slo().attainment()).isEqualTo(1.0 / 3);
            assertThat(result.timeline().get(0).scheduled()).isEqualTo(3);
            assertThat(result.timeline().get(0).overLimit()).isEqualTo(1);
        }
    }

    @Test
    void requestThatTheGeneratorCountedAndNobodyHeardOf_isNoResult() throws Exception {
        try (RunRecorder recorder = RunRecorder.start(COUNTING, 0)) {
            recorder.finished(0, 0, answer(0, ""));

            assertThatThrownBy(() -> recorder.finish(finished(2), false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("the recorder heard of 1 ok, 0 failed, 0 cancelled and 0 over the limit");
        }
    }

    @Test
    void tokensThatTheTargetDoesNotTell_areCountedFromTheText_beforeAnybodySeesTheRecord() throws Exception {
        List<RequestTiming> published = new CopyOnWriteArrayList<>();
        RecorderConfig config =
                counting().tokenCounter(String::length).publish(published::add).build();
        RequestTiming reasoned = RequestTiming.newBuilder(answer(2, "").record())
                .setFirstOutputTokenNanos(8 * Requests.MILLI)
                .build();
        try (RunRecorder recorder = RunRecorder.start(config, 0)) {
            recorder.finished(0, 0, answer(0, "seven77"));
            recorder.finished(1, 0, new Finished(reasoned, new Details("ab", new long[0], Map.of())));
            RunResult result = recorder.finish(finished(2), false).result(Runs.INFO, Runs.CLIENT, null);

            // Reasoning is not in the text, so its chunks remain the better count.
            assertThat(result.tokens().output()).isEqualTo(7 + 3);
            assertThat(result.tokens().sources()).isEqualTo(Map.of("TOKENIZER", 1L, "CHUNKS", 1L));
            assertThat(published.get(0).getOutputTokens()).isEqualTo(7);
            assertThat(published.get(0).getTokenSource()).isEqualTo(TokenSource.TOKENIZER);
        }
    }

    @Test
    void tokensThatNobodyKnows_areSaid() throws Exception {
        RequestTiming silent = RequestTiming.newBuilder(answer(1, "").record())
                .setOutputTokens(null)
                .setTokenSource(TokenSource.NONE)
                .build();
        try (RunRecorder recorder = RunRecorder.start(COUNTING, 0)) {
            recorder.finished(0, 0, answer(0, ""));
            recorder.finished(1, 0, new Finished(silent, Details.NONE));
            RunResult result = recorder.finish(finished(2), false).result(Runs.INFO, Runs.CLIENT, null);

            assertThat(result.tokens().output()).isEqualTo(3);
            assertThat(result.tokens().unknown()).isEqualTo(1);
            assertThat(ResultTable.linesOf(result))
                    .anyMatch(line -> line.contains("requests/s, at least ") && line.contains("output tokens/s"))
                    .anyMatch(line -> line.contains("output tokens of 1 requests are unknown"));
        }
    }

    @Test
    void tokenCounterThatFails_leavesTheNumberOfChunks_andIsCounted() throws Exception {
        RecorderConfig config = counting()
                .tokenCounter(text -> {
                    throw new IllegalStateException("no such merge");
                })
                .build();
        try (RunRecorder recorder = RunRecorder.start(config, 0)) {
            recorder.finished(0, 0, answer(0, "seven77"));
            recorder.finished(1, 0, answer(1, ""));
            Recorded recorded = recorder.finish(finished(2), false);
            RunResult result = recorded.result(Runs.INFO, Runs.CLIENT, null);

            assertThat(recorded.tokenizerFailures()).isEqualTo(1);
            assertThat(result.counts().ok()).isEqualTo(2);
            assertThat(result.tokens().output()).isEqualTo(3 + 3);
            assertThat(result.tokens().sources()).isEqualTo(Map.of("CHUNKS", 2L));
        }
    }

    @Test
    void clientBound_isAskedWhenTheRequestEnds_andIsInItsRecord() throws Exception {
        boolean[] bound = {false};
        List<RequestTiming> published = new CopyOnWriteArrayList<>();
        RecorderConfig config =
                counting().clientBound(() -> bound[0]).publish(published::add).build();
        try (RunRecorder recorder = RunRecorder.start(config, 0)) {
            recorder.finished(0, 0, answer(0, ""));
            bound[0] = true;
            recorder.finished(1, 0, answer(1, ""));
            recorder.finish(finished(2), false);

            assertThat(published).extracting(RequestTiming::getClientBound).containsExactly(false, true);
        }
    }

    @Test
    void publisherThatFails_isCounted_andStopsNothing() throws Exception {
        RecorderConfig config = counting()
                .publish(record -> {
                    throw new IllegalStateException("broker gone");
                })
                .build();
        try (RunRecorder recorder = RunRecorder.start(config, 0)) {
            recorder.finished(0, 0, answer(0, ""));
            recorder.finished(1, 0, answer(1, ""));
            Recorded recorded = recorder.finish(finished(2), false);

            assertThat(recorded.publishFailures()).isEqualTo(2);
            assertThat(recorded.result(Runs.INFO, Runs.CLIENT, null).counts().ok())
                    .isEqualTo(2);
        }
    }

    @Test
    void snapshot_tellsWhatIsGoingOn() throws Exception {
        long now = System.nanoTime();
        try (RunRecorder recorder = RunRecorder.start(COUNTING, now)) {
            recorder.finished(0, now, answer(0, ""));
            LoadCounters counters = new LoadCounters(10, 2, 8, 7, 1, 1, 0, 0, 0);
            Awaitility.await().until(() -> recorder.snapshot(counters).finished() == 1);

            Live live = recorder.snapshot(counters);
            assertThat(live.ok()).isEqualTo(1);
            assertThat(live.outstanding()).isEqualTo(7);
            assertThat(live.overLimit()).isEqualTo(2);
            assertThat(live.requestRate()).isPositive();
            assertThat(live.ttftP99()).isEqualTo(0.005);
        }
    }

    @Test
    void sloOnSomethingElse_isRefused() {
        assertThatThrownBy(() -> counting().slo(Map.of("tfft", 1.0)).build())
                .hasMessageStartingWith("there is no SLO on tfft: choose among ttft,");
    }
}
