package io.tachograph.client.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.tachograph.client.http.arrival.StampCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real loops of the client's kind. Waits are for a verdict, however long the machine takes for it. */
class ClientHealthTest {
    private static final long MILLI = 1_000_000L;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(
            2, new DefaultThreadFactory("health-test", true), NioIoHandler.newFactory());

    private List<EventExecutor> loops() {
        List<EventExecutor> loops = new ArrayList<>();
        group.forEach(loops::add);
        return loops;
    }

    @AfterEach
    void stop() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private ClientHealth start() {
        return ClientHealth.start(loops(), () -> StampCounters.NONE, Pacing.ANSWERS, HealthConfig.defaults());
    }

    private static void traffic(ClientHealth health, long ttft, long gap) {
        for (int i = 0; i < 300; i++) {
            health.record(Timings.streamed(0, ttft, gap));
        }
    }

    /** A loop that works for 40 ms at a time, again and again, as one that parses too much would. */
    @Test
    void starvedLoop_isFoundWithItsDelay() {
        EventExecutor starved = loops().get(0);
        starved.execute(new Runnable() {
            @Override
            public void run() {
                long end = System.nanoTime() + 40 * MILLI;
                while (System.nanoTime() - end < 0) {
                    Thread.onSpinWait();
                }
                if (!starved.isShuttingDown()) {
                    starved.execute(this);
                }
            }
        });
        try (ClientHealth health = start()) {
            traffic(health, 100 * MILLI, 20 * MILLI);
            await().atMost(Duration.ofMinutes(1)).until(health::clientBound);

            assertThat(health.report().reasons()).anyMatch(reason -> reason.startsWith("event loops came late by "));
            assertThat(health.report().blockedSeconds()).isPositive();
        }
    }

    /**
     * Judged with a server so slow that only a client without any CPU could explain a tenth of it: the test says that
     * nothing else makes a verdict, not how quiet the machine is.
     */
    @Test
    void idleLoopsUnderASlowServer_stayQuiet() {
        ClientHealth health = start();
        traffic(health, 60_000 * MILLI, 20_000 * MILLI);
        await().atMost(Duration.ofMinutes(1)).until(() -> health.report().probes() > 300);
        health.close();

        HealthReport report = health.report();
        assertThat(report.reasons().stream().filter(reason -> reason.contains("late")))
                .isEmpty();
        assertThat(report.loopDelay().p50Nanos()).isPositive();
        assertThat(report.cpuCores()).isPositive();
        assertThat(report.availableCores()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void closedAtOnce_hasAReport() {
        ClientHealth health = start();
        health.close();
        health.close();

        assertThat(health.report().clientBound()).isFalse();
    }
}
