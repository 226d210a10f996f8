package io.tachograph.collectors.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.RequestTiming;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BufferedPublisherTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void everyEvent_isSentInOrderAndAcknowledged() {
        FakeSender sender = FakeSender.acknowledging();
        BufferedPublisher publisher = BufferedPublisher.start("test", sender, 10_000, LONG);
        for (int i = 0; i < 1000; i++) {
            publisher.publish(Events.timing("t", i));
        }
        publisher.publish(Events.heartbeat("t", 1000));

        publisher.close();

        assertThat(sender.sent.subList(0, 1000))
                .extracting(event -> ((RequestTiming) event).getSentAtMicros())
                .containsExactlyElementsOf(LongStream.range(0, 1000).boxed().toList());
        assertThat(sender.sent.get(1000)).isEqualTo(Events.heartbeat("t", 1000));
        assertThat(publisher.counters()).isEqualTo(new PublisherCounters(1001, 1001, 0, 1001, 0, 0));
    }

    @Test
    void blockedReceiver_makesTheBufferFill_thenTheNewestAreDropped() {
        // Given a receiver that takes nothing, and a buffer of ten
        FakeSender sender = new FakeSender(0, n -> FakeSender.Way.ACKNOWLEDGE);
        BufferedPublisher publisher = BufferedPublisher.start("test", sender, 10, LONG);

        // When
        for (int i = 0; i < 25; i++) {
            publisher.publish(Events.timing("t", i));
        }

        // Then publishing has not blocked, and exactly the first ten are kept
        assertThat(publisher.counters()).isEqualTo(new PublisherCounters(25, 10, 15, 0, 0, 10));
        sender.permits.release(1000);
        publisher.close();
        assertThat(publisher.counters()).isEqualTo(new PublisherCounters(25, 10, 15, 10, 0, 0));
        assertThat(numbers(sender.sent)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void eventsThatTheReceiverHolds_takeRoomInTheBuffer_untilTheyAreSettled() {
        FakeSender sender = new FakeSender(1000, n -> FakeSender.Way.KEEP_SILENT);
        BufferedPublisher publisher = BufferedPublisher.start("test", sender, 3, LONG);
        IntStream.range(0, 5).forEach(i -> publisher.publish(Events.timing("t", i)));
        Awaitility.await().until(() -> sender.unsettled.size() == 3);
        assertThat(publisher.counters()).isEqualTo(new PublisherCounters(5, 3, 2, 0, 0, 3));

        sender.unsettled.get(0).settle(null);
        publisher.publish(Events.timing("t", 5));

        assertThat(publisher.counters()).isEqualTo(new PublisherCounters(6, 4, 2, 1, 0, 3));
    }

    @Test
    void failures_areCountedHoweverTheyCome() {
        FakeSender sender = new FakeSender(1000, n -> FakeSender.Way.values()[n % 3]);
        BufferedPublisher publisher = BufferedPublisher.start("test", sender, 1000, LONG);
        IntStream.range(0, 300).forEach(i -> publisher.publish(Events.timing("t", i)));

        publisher.close();

        assertThat(publisher.counters()).isEqualTo(new PublisherCounters(300, 300, 0, 100, 200, 0));
    }

    @Test
    void closing_countsWhatCouldNotBeSent_andNothingTwice() {
        // Given a receiver that takes four, acknowledges two of them, and then blocks
        FakeSender sender = new FakeSender(4, n -> n < 2 ? FakeSender.Way.ACKNOWLEDGE : FakeSender.Way.KEEP_SILENT);
        BufferedPublisher publisher = BufferedPublisher.start("test", sender, 100, Duration.ofMillis(100));
        IntStream.range(0, 10).forEach(i -> publisher.publish(Events.timing("t", i)));
        Awaitility.await().until(() -> sender.sent.size() == 4);

        publisher.close();

        assertThat(publisher.counters()).isEqualTo(new PublisherCounters(10, 10, 0, 2, 8, 0));

        // Then what comes too late changes nothing any more
        sender.unsettled.forEach(receipt -> receipt.settle(null));
        publisher.publish(Events.timing("t", 10));
        publisher.close();
        assertThat(publisher.counters()).isEqualTo(new PublisherCounters(11, 10, 1, 2, 8, 0));
    }

    @Test
    void countersAddUp_atEveryMoment_underOverloadFromManyThreads() throws Exception {
        FakeSender sender = new FakeSender(Integer.MAX_VALUE / 2, n -> FakeSender.Way.values()[n % 3]);
        BufferedPublisher publisher = BufferedPublisher.start("test", sender, 50, LONG);
        int threads = 4;
        int each = 20_000;
        CountDownLatch begin = new CountDownLatch(1);
        ExecutorService publishers = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = IntStream.range(0, threads)
                .<Future<?>>mapToObj(thread -> publishers.submit(() -> {
                    begin.await();
                    for (int i = 0; i < each; i++) {
                        publisher.publish(Events.timing("t" + thread, i));
                    }
                    return null;
                }))
                .toList();

        begin.countDown();
        while (!running.stream().allMatch(Future::isDone)) {
            assertAddsUp(publisher.counters(), 50);
        }
        for (Future<?> publishing : running) {
            publishing.get();
        }
        publisher.close();
        publishers.shutdown();

        PublisherCounters end = publisher.counters();
        assertAddsUp(end, 0);
        assertThat(end.offered()).isEqualTo((long) threads * each);
        assertThat(end.accepted()).isEqualTo(sender.sent.size());
        assertThat(end.acknowledged()).isEqualTo((sender.sent.size() + 2) / 3);
    }

    private static void assertAddsUp(PublisherCounters counters, long mostPending) {
        assertThat(counters.offered()).isEqualTo(counters.accepted() + counters.dropped());
        assertThat(counters.accepted()).isEqualTo(counters.acknowledged() + counters.failed() + counters.pending());
        assertThat(counters.pending()).isBetween(0L, mostPending);
    }

    private static List<Long> numbers(List<SpecificRecord> events) {
        return events.stream()
                .map(event -> ((RequestTiming) event).getSentAtMicros())
                .toList();
    }
}
