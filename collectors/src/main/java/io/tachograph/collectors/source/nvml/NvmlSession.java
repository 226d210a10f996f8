package io.tachograph.collectors.source.nvml;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The library from {@code nvmlInit} to {@code nvmlShutdown}: handles are good for as long. Not thread-safe. */
final class NvmlSession {
    private static final int VERSION_BYTES = 80;

    private final NvmlLibrary library;
    private final Refusals refusals;
    private final List<NvmlDevice> gpus = new ArrayList<>();
    private final List<NvmlException> lost = new ArrayList<>();
    private final ComputeProcesses processes;
    private final Xids xids;
    private final String driverVersion;

    private NvmlSession(NvmlLibrary library, Refusals refusals) throws NvmlException {
        this.library = library;
        this.refusals = refusals;
        ByteBuffer version = NvmlDevice.buffer(VERSION_BYTES);
        driverVersion = library.call("nvmlSystemGetDriverVersion", version, VERSION_BYTES) == NvmlCode.SUCCESS
                ? NvmlDevice.text(version)
                : "";
        processes = new ComputeProcesses(library);
        xids = new Xids(library);
    }

    /** @throws NvmlException when the library cannot be used at all */
    static NvmlSession open(NvmlLibrary library, Refusals refusals) throws NvmlException {
        good(library.callNewest("nvmlInit_v2", "nvmlInit"), library, "nvmlInit");
        NvmlSession session = null;
        try {
            session = new NvmlSession(library, refusals);
            session.findGpus();
            return session;
        } catch (NvmlException e) {
            if (session == null) {
                int unused = library.call("nvmlShutdown");
            } else {
                session.close();
            }
            throw e;
        }
    }

    private void findGpus() throws NvmlException {
        ByteBuffer answer = NvmlDevice.buffer(Long.BYTES);
        good(library.callNewest("nvmlDeviceGetCount_v2", "nvmlDeviceGetCount", answer), library, "nvmlDeviceGetCount");
        int count = answer.getInt(0);
        if (count == 0) {
            throw new NvmlException(NvmlCode.GPU_NOT_FOUND, "nvmlDeviceGetCount", "", "no GPU");
        }
        for (int i = 0; i < count; i++) {
            String call = "nvmlDeviceGetHandleByIndex";
            int code = library.callNewest(call + "_v2", call, i, answer);
            try {
                if (code == NvmlCode.NO_PERMISSION) {
                    // Those of others are counted, too. They are none of ours.
                    refusals.add("GPU " + i, call, code, library.meaning(code));
                } else if (code != NvmlCode.SUCCESS) {
                    throw new NvmlException(code, call, "GPU " + i, library.meaning(code));
                } else {
                    NvmlDevice gpu = NvmlDevice.of(library, refusals, new Pointer(answer.getLong(0)), i);
                    xids.watch(gpu);
                    gpus.add(gpu);
                }
            } catch (NvmlException e) {
                lost.add(e);
            }
        }
        if (gpus.isEmpty() && lost.isEmpty()) {
            throw new NvmlException(
                    NvmlCode.NO_PERMISSION, "nvmlDeviceGetHandleByIndex", "", library.meaning(NvmlCode.NO_PERMISSION));
        }
    }

    private static void good(int code, NvmlLibrary library, String call) throws NvmlException {
        if (code != NvmlCode.SUCCESS) {
            throw new NvmlException(code, call, "", library.meaning(code));
        }
    }

    List<NvmlDevice> gpus() {
        return gpus;
    }

    /** What is wrong with the GPUs that are there and give no handle. */
    List<NvmlException> lost() {
        return lost;
    }

    /** Empty when it is not told. */
    String driverVersion() {
        return driverVersion;
    }

    Xids xids() {
        return xids;
    }

    ComputeProcesses processes() {
        return processes;
    }

    /** The MIG instances of a GPU that is divided. */
    List<NvmlDevice> instances(NvmlDevice gpu) throws NvmlException {
        return MigInstances.of(gpu, library, refusals);
    }

    void close() {
        xids.close();
        int unused = library.call("nvmlShutdown");
    }
}
