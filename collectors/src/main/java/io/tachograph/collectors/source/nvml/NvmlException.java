package io.tachograph.collectors.source.nvml;

import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.io.Serial;

/** A call that failed so that nothing more can be had of its device, or of the library. */
final class NvmlException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final int code;
    private final String device;
    private final String sentence;

    /**
     * @param device which GPU, empty when it is about all
     * @param meaning of the code, in the library's words
     */
    NvmlException(int code, String call, String device, String meaning) {
        super(call);
        sentence = (device.isEmpty() ? "" : device + ": ") + call + " says " + meaning + " (" + code + ")";
        this.code = code;
        this.device = device;
    }

    int code() {
        return code;
    }

    /** Whether the other GPUs can still be read. */
    boolean isOfOneDevice() {
        return code == NvmlCode.GPU_IS_LOST || code == NvmlCode.RESET_REQUIRED;
    }

    /** What a person can do about it. */
    SourceException asFailure() {
        return switch (code) {
            case NvmlCode.GPU_IS_LOST ->
                unavailable(
                        device + " is lost to the driver: look for Xid messages in the kernel's log; it takes a reset"
                                + " or a reboot");
            case NvmlCode.RESET_REQUIRED -> unavailable(device + " must be reset (nvidia-smi --gpu-reset)");
            case NvmlCode.LIB_RM_VERSION_MISMATCH ->
                unavailable(
                        "the NVIDIA driver was updated under this process: restart the agent, and where that does not"
                                + " help, load the new kernel module");
            case NvmlCode.DRIVER_NOT_LOADED ->
                unavailable("the NVIDIA driver is not loaded (modprobe nvidia), or this container was given no GPU");
            case NvmlCode.GPU_NOT_FOUND -> unavailable("the NVIDIA driver is there, but it sees no GPU");
            case NvmlCode.NO_PERMISSION ->
                new SourceException(
                        FailureKind.REFUSED,
                        "may not open NVIDIA's devices (/dev/nvidia*): give them to this user or container");
            default -> unavailable(sentence);
        };
    }

    private static SourceException unavailable(String sentence) {
        return new SourceException(FailureKind.UNAVAILABLE, sentence);
    }
}
