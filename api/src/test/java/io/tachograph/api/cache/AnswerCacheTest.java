package io.tachograph.api.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
    private static final int CALLERS = 1_000;

    private static KeptAnswer answer(String body) {
        return new KeptAnswer(
                "text/plain", body.getBytes(StandardCharsets.UTF_8), "", 5, null, System.currentTimeMillis());
    }

    @Test
    void thousandCallersAtOnce_costOneQuestion() throws Exception {
        AnswerCache cache = new AnswerCache(new LocalAnswers(), null, Duration.ofHours(1));
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(CALLERS);
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<AnswerCache.Given>> given = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                given.add(threads.submit(() -> {
                    all.countDown();
                    return cache.get("key", () -> {
                        asked.incrementAndGet();
                        await(all);
                        return answer("once");
                    });
                }));
            }
            for (Future<AnswerCache.Given> each : given) {
                assertThat(each.get().answer().body()).asString().isEqualTo("once");
            }
        } finally {
            threads.shutdown();
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void failure_isToldToAllWhoWait_andIsNotKept() throws SQLException {
        AnswerCache cache = new AnswerCache(new LocalAnswers(), null, Duration.ofHours(1));

        assertThatThrownBy(() -> cache.get("key", () -> {
                    throw new SQLException("away", "08006");
                }))
                .hasMessage("away");

        assertThat(cache.get("key", () -> answer("back")).stale()).isFalse();
    }

    /** While the first answer is made, all others come; none of them may get it, for it may be of before their requests. */
    @Test
    void withoutKeeping_whoComesMeanwhile_sharesTheNextAnswer() throws Exception {
        AnswerCache cache = new AnswerCache(new LocalAnswers(), null, Duration.ZERO);
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AnswerCache.Making making = () -> {
            String body = "" + asked.incrementAndGet();
            begun.countDown();
            await(end);
            return answer(body);
        };
        List<Thread> waiting = new CopyOnWriteArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            Future<AnswerCache.Given> first = threads.submit(() -> cache.get("key", making));
            await(begun);
            List<Future<AnswerCache.Given>> others = new ArrayList<>();
            for (int i = 1; i < CALLERS; i++) {
                others.add(threads.submit(() -> {
                    waiting.add(Thread.currentThread());
                    return cache.get("key", making);
                }));
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> waiting.size() == CALLERS - 1
                            && waiting.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
            end.countDown();

            assertThat(first.get().answer().body()).asString().isEqualTo("1");
            for (Future<AnswerCache.Given> each : others) {
                assertThat(each.get().answer().body()).asString().isEqualTo("2");
            }
        } finally {
            end.countDown();
            threads.shutdown();
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void withoutKeeping_whoAsksLaterAsksAnew() throws SQLException {
        AnswerCache cache = new AnswerCache(new LocalAnswers(), null, Duration.ZERO);
        AtomicInteger asked = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            cache.get("key", () -> answer("" + asked.incrementAndGet()));
        }
        assertThat(asked).hasValue(3);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
