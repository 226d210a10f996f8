package io.tachograph.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacerTest {
    @Test
    void events_happenInOrderAndNeverEarly() throws InterruptedException {
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<Long> early = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(100);
        try (Pacer pacer = Pacer.start("test-pacer")) {
            // Given a pacer that is held up until all are added, later ones first
            CountDownLatch added = new CountDownLatch(1);
            pacer.at(System.nanoTime(), due -> awaitQuietly(added));
            long start = System.nanoTime() + 100_000_000;
            for (int i = 99; i >= 0; i--) {
                int number = i;
                pacer.at(start + number * 100_000L, due -> {
                    if (due - System.nanoTime() > 0) {
                        early.add(due);
                    }
                    order.add(number);
                    all.countDown();
                });
            }
            added.countDown();
            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(order).isSorted().hasSize(100);
        assertThat(early).isEmpty();
    }

    @Test
    void latePacer_makesUpForEveryEvent_andTellsWhenItWasMeant() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(10);
        List<Long> due = new CopyOnWriteArrayList<>();
        try (Pacer pacer = Pacer.start("test-pacer")) {
            long start = System.nanoTime();
            // Given a pacer that is held up
            pacer.at(start, now -> awaitQuietly(held));
            for (int i = 1; i <= 10; i++) {
                pacer.at(start + i, now -> {
                    due.add(now - start);
                    all.countDown();
                });
            }
            held.countDown();
            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(due).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void eventThatFails_doesNotStopTheOthers() throws InterruptedException {
        CountDownLatch next = new CountDownLatch(1);
        try (Pacer pacer = Pacer.start("test-pacer")) {
            pacer.at(System.nanoTime(), due -> {
                throw new IllegalStateException("planted");
            });
            pacer.at(System.nanoTime(), due -> next.countDown());

            assertThat(next.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
