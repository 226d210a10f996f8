package io.tachograph.collectors.source.nvml;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The MIG instances of a GPU. Their handles die when the GPU is divided anew, so they are looked up for each reading. */
final class MigInstances {
    private MigInstances() {}

    static List<NvmlDevice> of(NvmlDevice gpu, NvmlLibrary library, Refusals refusals) throws NvmlException {
        List<NvmlDevice> instances = new ArrayList<>();
        Long most = gpu.unsignedInt("nvmlDeviceGetMaxMigDeviceCount");
        ByteBuffer handle = NvmlDevice.buffer(Long.BYTES);
        for (int i = 0; most != null && i < most; i++) {
            int code = gpu.answer("nvmlDeviceGetMigDeviceHandleByIndex", i, handle);
            // Numbers that no instance has are NOT_FOUND; the others need not follow each other.
            if (code != NvmlCode.NOT_FOUND && gpu.isGood(code, "nvmlDeviceGetMigDeviceHandleByIndex")) {
                add(gpu, new Pointer(handle.getLong(0)), library, refusals, instances);
            }
        }
        return instances;
    }

    private static void add(
            NvmlDevice gpu, Pointer handle, NvmlLibrary library, Refusals refusals, List<NvmlDevice> instances)
            throws NvmlException {
        try {
            instances.add(NvmlDevice.of(library, refusals, handle, null));
        } catch (NvmlException e) {
            // It may have been removed just now.
            boolean unused = gpu.isGood(e.code(), "nvmlDeviceGetUUID of an instance");
        }
    }
}
