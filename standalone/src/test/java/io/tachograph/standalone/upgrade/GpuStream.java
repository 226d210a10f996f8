package io.tachograph.standalone.upgrade;

import static io.tachograph.windows.RequestTimings.MIDNIGHT_MILLIS;

import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.GpuAssignment;
import io.tachograph.schemas.avro.GpuSample;
import io.tachograph.schemas.codec.RecordEncoder;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Two and a half minutes of three GPUs, read every second: the second one's driver is loaded anew, the third has no
 * counter of energy. The savepoint is in the middle of a window of ten seconds, and of one of a minute.
 */
final class GpuStream {
    private static final int GPUS = 3;
    private static final int SECONDS = 150;
    private static final int SAVEPOINT_SECOND = 77;
    /** So late that every window before is complete. */
    private static final int LAST_SECOND = 300;

    private final Random random = new Random(11);
    private final Arrivals arrivals = new Arrivals(12);

    RecordedRun run() {
        for (int gpu = 0; gpu < GPUS; gpu++) {
            long counter = 1_000_000L * gpu;
            for (int second = 0; second <= SECONDS; second++) {
                read(gpu, second, gpu == 2 ? null : counter);
                counter = gpu == 1 && second == 95 ? 0 : counter + random.nextInt(700_000);
            }
            read(gpu, LAST_SECOND, gpu == 2 ? null : counter);
            assign(gpu, 1, null);
            assign(gpu, 100, 90);
        }
        for (int second : new int[] {20, 120}) {
            garbage(0, second, new byte[] {1, 2, 3});
            GpuSample negative = GpuSample.newBuilder(sample(0, second, 0L))
                    .setPowerWatts(-1.0)
                    .build();
            garbage(0, second, new RecordEncoder<GpuSample>(GpuSample.getClassSchema()).encode(negative));
        }
        return arrivals.savepointAt(millis(SAVEPOINT_SECOND));
    }

    private void read(int gpu, int second, @Nullable Long millijoules) {
        arrivals.reading(Topics.GPU_SAMPLES, gpu % 2, millis(second), sample(gpu, second, millijoules));
    }

    private GpuSample sample(int gpu, int second, @Nullable Long millijoules) {
        return GpuSample.newBuilder()
                .setGpu("GPU-" + gpu)
                .setIndex(gpu)
                .setName("test device")
                .setNode("node")
                .setAgent("test")
                .setAtMicros(micros(second))
                .setEnergyMillijoules(millijoules)
                .setPowerWatts(300.0 + random.nextInt(100))
                .setUtilization(random.nextInt(101) / 100.0)
                .setMemoryUsedBytes(1_000_000_000L + random.nextInt(1_000))
                .setMemoryTotalBytes(80_000_000_000L)
                .setTemperatureCelsius(60.0 + random.nextInt(20))
                .setSmClockMhz(1_500 + random.nextInt(300))
                .setMemoryClockMhz(2_600)
                .setThrottleReasons(random.nextInt(4) == 0 ? 4L : 0L)
                .build();
    }

    private void assign(int gpu, int second, @Nullable Integer endSecond) {
        arrivals.other(
                millis(second),
                Sent.of(
                        Topics.INVENTORY,
                        gpu % 2,
                        new GpuAssignment(
                                "GPU-" + gpu,
                                "t-" + gpu,
                                micros(0),
                                endSecond == null ? null : micros(endSecond),
                                micros(second),
                                "config",
                                "",
                                null)));
    }

    private void garbage(int partition, int second, byte[] bytes) {
        arrivals.other(millis(second), Sent.garbage(Topics.GPU_SAMPLES, partition, bytes));
    }

    private static long millis(int second) {
        return MIDNIGHT_MILLIS + second * 1_000L;
    }

    private static long micros(int second) {
        return millis(second) * 1_000;
    }
}
