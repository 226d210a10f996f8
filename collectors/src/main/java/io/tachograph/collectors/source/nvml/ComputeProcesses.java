package io.tachograph.collectors.source.nvml;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which processes compute on a device. */
final class ComputeProcesses {
    private static final String CALL = "nvmlDeviceGetComputeRunningProcesses";
    private static final long MEMORY_UNKNOWN = -1;
    /** Processes begin between the question how many there are and the question which. */
    private static final int TRIES = 5;

    /**
     * A form of the function.
     *
     * @param stride bytes of {@code nvmlProcessInfo_t}; the number of the process is at 0, its memory at 8
     */
    private record Form(String call, int stride) {}

    /**
     * @param pid as the host counts
     * @param usedBytes of the device, null when it is not told
     */
    record Running(long pid, @Nullable Long usedBytes) {}

    private final List<Form> forms;

    ComputeProcesses(NvmlLibrary library) {
        // The first drivers 535 have a third form with structs of 32 bytes. They are those that have the one symbol and
        // not
        // yet the other.
        boolean wide = library.has("nvmlDeviceGetConfComputeMemSizeInfo")
                && !library.has("nvmlDeviceGetRunningProcessDetailList");
        forms = new ArrayList<>();
        if (!wide) {
            forms.add(new Form(CALL + "_v3", 24));
        }
        forms.add(new Form(CALL + "_v2", 24));
        forms.add(new Form(CALL, 16));
    }

    /** Null when the device does not tell. */
    @Nullable
    List<Running> of(NvmlDevice device) throws NvmlException {
        for (Form form : forms) {
            List<Running> processes = ask(device, form);
            if (processes != null) {
                return processes;
            }
        }
        return null;
    }

    private static @Nullable List<Running> ask(NvmlDevice device, Form form) throws NvmlException {
        if (device.refuses(form.call())) {
            return null;
        }
        ByteBuffer count = NvmlDevice.buffer(Integer.BYTES);
        ByteBuffer found = null;
        int code = device.answer(form.call(), count, Pointer.NULL);
        for (int i = 0; i < TRIES && code == NvmlCode.INSUFFICIENT_SIZE; i++) {
            int room = 2 * count.getInt(0) + 5;
            count.putInt(0, room);
            found = NvmlDevice.buffer(room * form.stride());
            code = device.answer(form.call(), count, found);
        }
        if (!device.isGood(code, form.call())) {
            return null;
        }
        List<Running> processes = new ArrayList<>();
        for (int i = 0; found != null && i < count.getInt(0); i++) {
            long used = found.getLong(i * form.stride() + 8);
            processes.add(new Running(
                    Integer.toUnsignedLong(found.getInt(i * form.stride())),
                    used == MEMORY_UNKNOWN ? null : (Long) used));
        }
        return processes;
    }
}
