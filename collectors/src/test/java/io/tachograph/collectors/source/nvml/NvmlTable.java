package io.tachograph.collectors.source.nvml;

import io.tachograph.collectors.source.container.GpuProcess;
import io.tachograph.schemas.avro.GpuSample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads a library twice, holds it against {@link NvmlContract} and prints the first reading, a line a value: GPU, field,
 * value. For {@code infra/dev/nvml-witness}, which compares the lines, and {@code infra/dev/nvml-real}.
 */
public final class NvmlTable {
    private static final Set<String> OURS = Set.of("gpu", "node", "agent", "at_micros");

    private NvmlTable() {}

    public static void main(String[] arguments) throws Exception {
        String library = arguments[0];
        List<GpuSample> samples;
        try (NvmlTestSource source = new NvmlTestSource(library)) {
            samples = source.read();
            NvmlContract.check(samples, source.read());
        }
        Map<String, Object> values = new TreeMap<>();
        for (GpuSample sample : samples) {
            for (Schema.Field field : sample.getSchema().getFields()) {
                if (!OURS.contains(field.name())) {
                    values.put(sample.getGpu() + "\t" + field.name(), text(sample.get(field.pos())));
                }
            }
        }
        try (NvmlProcesses processes = new NvmlProcesses(library, Path.of("/proc"))) {
            for (GpuProcess process : processes.read()) {
                values.put(process.gpu() + "\tprocess " + process.pid(), text(process.usedMemoryBytes()));
            }
        }
        List<String> lines = new ArrayList<>();
        values.forEach((name, value) -> lines.add(name + "\t" + value));
        System.out.println(String.join("\n", lines));
    }

    private static Object text(@Nullable Object value) {
        return value == null ? "-" : value;
    }
}
