package io.tachograph.collectors.source.nvml;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The errors that devices report from the time on that they are asked to. */
final class Xids {
    private static final long XID_CRITICAL_ERROR = 8;
    /** A device that reports more at once is read on in the next reading. */
    private static final int MOST_AT_ONCE = 1_000;

    /** {@code nvmlEventData_t}: device, type, data, and of MIG instances two numbers. */
    private static final int EVENT_BYTES = 32;

    private static final int NUMBER_AT = 16;

    private final NvmlLibrary library;
    private final @Nullable Pointer events;
    private final Map<Pointer, List<Long>> unread = new HashMap<>();
    private final ByteBuffer event = NvmlDevice.buffer(EVENT_BYTES);

    Xids(NvmlLibrary library) {
        this.library = library;
        ByteBuffer set = NvmlDevice.buffer(Long.BYTES);
        events = library.call("nvmlEventSetCreate", set) == NvmlCode.SUCCESS ? new Pointer(set.getLong(0)) : null;
    }

    /**
     * Where a device offers them, they are kept for it from now on.
     *
     * @throws NvmlException when the device is lost
     */
    void watch(NvmlDevice device) throws NvmlException {
        if (events != null && device.ask("nvmlDeviceRegisterEvents", XID_CRITICAL_ERROR, events)) {
            unread.put(device.handle(), new ArrayList<>());
        }
    }

    /** Fetches what has come since the last time, without waiting. */
    void fetch() {
        for (int i = 0; events != null && !unread.isEmpty() && i < MOST_AT_ONCE; i++) {
            int code = library.callNewest("nvmlEventSetWait_v2", "nvmlEventSetWait", events, event, 0);
            if (code != NvmlCode.SUCCESS) {
                return; // TIMEOUT: there are none. What is wrong with a device, its other calls tell.
            }
            List<Long> ofDevice = unread.get(new Pointer(event.getLong(0)));
            if (ofDevice != null) {
                ofDevice.add(event.getLong(NUMBER_AT));
            }
        }
    }

    /** Those since the last time; null when the device does not offer them. */
    @Nullable
    List<Long> take(NvmlDevice device) {
        List<Long> ofDevice = unread.get(device.handle());
        return ofDevice == null ? null : unread.put(device.handle(), new ArrayList<>());
    }

    void close() {
        if (events != null) {
            int unused = library.call("nvmlEventSetFree", events);
        }
    }
}
