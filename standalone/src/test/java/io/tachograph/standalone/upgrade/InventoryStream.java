package io.tachograph.standalone.upgrade;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;

import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.ContainerSample;
import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.InventoryContainer;
import io.tachograph.schemas.avro.InventoryEngine;
import io.tachograph.schemas.avro.Usage;
import java.util.List;
import java.util.Random;

/**
 * Two containers, read every ten seconds, of which the second starts anew after the savepoint; and two engines that say the
 * same version before it and another one after it, so that a deploy is known only to who remembers.
 */
final class InventoryStream {
    private static final int SECONDS = 150;
    private static final int SAVEPOINT_SECOND = 77;
    /** So late that every window before is complete. */
    private static final int LAST_SECOND = 400;

    private final Random random = new Random(31);
    private final Arrivals arrivals = new Arrivals(32);

    RecordedRun run() {
        for (int container = 0; container < 2; container++) {
            long nanos = 1_000_000_000L * container;
            int started = 0;
            for (int second = 0; second <= SECONDS; second += 10) {
                if (container == 1 && second == 100) {
                    nanos = 0;
                    started = 95;
                }
                nanos += random.nextInt(1_000_000_000);
                use(container, second, started, nanos);
            }
            use(container, LAST_SECOND, started, nanos + 1);
            say(container, 2, "0.30");
            say(container, 120, "0.31");
        }
        for (int second : new int[] {20, 120}) {
            arrivals.other(millis(second), Sent.garbage(Topics.CONTAINER_SAMPLES, 1, new byte[] {1, 2, 3}));
            arrivals.other(millis(second), Sent.garbage(Topics.INVENTORY, 0, new byte[] {1, 2, 3}));
        }
        return arrivals.savepointAt(millis(SAVEPOINT_SECOND));
    }

    private void use(int container, int second, int started, long nanos) {
        arrivals.reading(
                Topics.CONTAINER_SAMPLES,
                container,
                millis(second),
                ContainerSample.newBuilder()
                        .setId("c-" + container)
                        .setName("name")
                        .setNode("node")
                        .setAgent("test")
                        .setAtMicros(micros(second))
                        .setStartedAtMicros(micros(started))
                        .setCpuNanos(nanos)
                        .setMemoryUsedBytes(1_000_000L + random.nextInt(1_000))
                        .build());
    }

    private void say(int number, int second, String version) {
        arrivals.other(
                millis(second),
                Sent.of(
                        Topics.INVENTORY,
                        number,
                        InventoryEngine.newBuilder()
                                .setTarget("t-" + number)
                                .setEngine("vllm")
                                .setVersion(version)
                                .setModels(List.of("m"))
                                .setAgent("test")
                                .setAssertedAtMicros(micros(second))
                                .build()));
        arrivals.other(
                millis(second),
                Sent.of(
                        Topics.INVENTORY,
                        number,
                        InventoryContainer.newBuilder()
                                .setId("c-" + number)
                                .setName("name")
                                .setNode("node")
                                .setState(second < 100 ? "running" : "paused")
                                .setSource("docker")
                                .setAgent("test")
                                .setAssertedAtMicros(micros(second))
                                .build()));
        arrivals.other(
                millis(second),
                Sent.of(
                        Topics.EVENTS,
                        number,
                        Event.newBuilder()
                                .setKind("fault")
                                .setSubject("t-" + number)
                                .setStartedAtMicros(micros(second))
                                .setText("something")
                                .setSource("test")
                                .setAssertedAtMicros(micros(second))
                                .build()));
        arrivals.other(
                millis(second),
                Sent.of(
                        Topics.USAGE,
                        number,
                        Usage.newBuilder()
                                .setSource("test")
                                .setScope("model")
                                .setModel("m-" + number)
                                .setAgent("test")
                                .setFromMicros(micros(0))
                                .setToMicros(micros(86_400))
                                .setAssertedAtMicros(micros(second))
                                .setCount((long) second)
                                .build()));
    }

    private static long millis(int second) {
        return MIDNIGHT_MILLIS + second * 1_000L;
    }

    private static long micros(int second) {
        return millis(second) * 1_000;
    }
}
