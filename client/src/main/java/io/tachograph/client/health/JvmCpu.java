package io.tachograph.client.health;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Readings from the management beans of this JVM. */
final class JvmCpu implements CpuSource {
    private final @Nullable OperatingSystemMXBean system =
            ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean full ? full : null;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final boolean timesThreads = threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();

    @Override
    public CpuReading read(long nowNanos, long[] loopThreads) {
        Map<Long, Long> loops = new HashMap<>();
        for (long id : loopThreads) {
            long used = timesThreads ? threads.getThreadCpuTime(id) : -1;
            if (used >= 0) {
                loops.put(id, used);
            }
        }
        long process = system == null ? -1 : system.getProcessCpuTime();
        double load = system == null ? -1 : system.getCpuLoad();
        return new CpuReading(
                nowNanos,
                process < 0 ? null : process,
                loops,
                gcPauseNanos(),
                Runtime.getRuntime().availableProcessors(),
                load >= 0 ? load : null);
    }

    /** A concurrent collector has a bean for its cycles too; those do not stop the process. */
    private long gcPauseNanos() {
        long millis = 0;
        for (GarbageCollectorMXBean collector : collectors) {
            String name = collector.getName();
            if (!name.contains("Cycles") && !name.contains("Concurrent")) {
                millis += Math.max(0, collector.getCollectionTime());
            }
        }
        return millis * 1_000_000;
    }
}
