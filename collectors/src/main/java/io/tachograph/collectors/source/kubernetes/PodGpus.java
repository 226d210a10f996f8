package io.tachograph.collectors.source.kubernetes;

import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.nvml.NvmlProcesses;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** UUIDs of GPUs by what device plugins call them. Used by one thread at a time. */
final class PodGpus implements AutoCloseable {
    /** {@code ::2} of GPUs that are shared: each holder has a number of its own. */
    private static final Pattern UUID = Pattern.compile("((?:GPU|MIG)-[^:]+)(?:::.*)?");
    /** NVIDIA's plugin where it is told to, and Google's. */
    private static final Pattern INDEX = Pattern.compile("(?:nvidia)?([0-9]{1,4})(?:::.*)?");

    private final String library;
    private @Nullable NvmlProcesses nvml;

    PodGpus(String library) {
        this.library = library;
    }

    /** Null when nobody can tell. */
    @Nullable
    String uuid(String id) {
        Matcher uuid = UUID.matcher(id);
        if (uuid.matches()) {
            return uuid.group(1);
        }
        Matcher index = INDEX.matcher(id);
        return index.matches() ? byIndex().get(Integer.valueOf(index.group(1))) : null;
    }

    private Map<Integer, String> byIndex() {
        if (nvml == null) {
            nvml = new NvmlProcesses(library, Path.of("/proc"));
        }
        try {
            return nvml.uuids();
        } catch (SourceException e) {
            return Map.of(); // Said as a GPU without a known UUID.
        }
    }

    @Override
    public void close() {
        if (nvml != null) {
            nvml.close();
        }
    }
}
