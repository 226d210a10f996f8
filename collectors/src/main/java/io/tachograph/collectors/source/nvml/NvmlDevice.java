package io.tachograph.collectors.source.nvml;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A GPU or a MIG instance, as long as its handle is good. What it does not answer is absent. Not thread-safe. */
final class NvmlDevice {
    /** Longest UUID and name, with the zero at the end. */
    private static final int TEXT_BYTES = 96;

    private final NvmlLibrary library;
    private final Refusals refusals;
    private final Pointer handle;
    private final String uuid;
    private final @Nullable Integer index;
    /** Where calls put their answer; all structs but lists fit. */
    private final ByteBuffer out = buffer(TEXT_BYTES);

    private final ByteBuffer second = buffer(Integer.BYTES);

    private NvmlDevice(NvmlLibrary library, Refusals refusals, Pointer handle, String uuid, @Nullable Integer index) {
        this.library = library;
        this.refusals = refusals;
        this.handle = handle;
        this.uuid = uuid;
        this.index = index;
    }

    /**
     * @param index on its node, null of a MIG instance
     * @throws NvmlException when it does not even tell its UUID
     */
    static NvmlDevice of(NvmlLibrary library, Refusals refusals, Pointer handle, @Nullable Integer index)
            throws NvmlException {
        ByteBuffer uuid = buffer(TEXT_BYTES);
        int code = library.call("nvmlDeviceGetUUID", handle, uuid, TEXT_BYTES);
        if (code != NvmlCode.SUCCESS) {
            throw new NvmlException(code, "nvmlDeviceGetUUID", "GPU " + index, library.meaning(code));
        }
        return new NvmlDevice(library, refusals, handle, text(uuid), index);
    }

    String uuid() {
        return uuid;
    }

    @Nullable
    Integer index() {
        return index;
    }

    Pointer handle() {
        return handle;
    }

    /** Empty when it does not tell. */
    String name() throws NvmlException {
        return ask("nvmlDeviceGetName", out, TEXT_BYTES) ? text(out) : "";
    }

    /** A call that puts one {@code unsigned int} behind its other arguments. */
    @Nullable
    Long unsignedInt(String call, Object... before) throws NvmlException {
        return asksFor(call, before) ? (Long) Integer.toUnsignedLong(out.getInt(0)) : null;
    }

    /** A call that puts one {@code unsigned long long} behind its other arguments. */
    @Nullable
    Long unsignedLong(String call, Object... before) throws NvmlException {
        return asksFor(call, before) ? (Long) out.getLong(0) : null;
    }

    /** A call that fills a struct. It begins as zeros but for {@code first}, which is where structs have their version. */
    @Nullable
    ByteBuffer struct(String call, int first) throws NvmlException {
        zero(out).putInt(0, first);
        return ask(call, out) ? out : null;
    }

    /** {@code nvmlDeviceGetMigMode}: the mode now, not the one after the next reset. */
    @Nullable
    Boolean mig() throws NvmlException {
        return ask("nvmlDeviceGetMigMode", out, second) ? (Boolean) (out.getInt(0) == 1) : null;
    }

    /** One of the fields that have a number instead of a function. */
    @Nullable
    Long field(int id) throws NvmlException {
        String call = "nvmlDeviceGetFieldValues(" + id + ")";
        if (refuses(call)) {
            return null;
        }
        zero(out).putInt(FieldValue.ID_AT, id);
        return ask("nvmlDeviceGetFieldValues", 1, out) && isGood(out.getInt(FieldValue.RETURN_AT), call)
                ? (Long) FieldValue.asLong(out)
                : null;
    }

    /**
     * Makes a call.
     *
     * @param arguments those after the handle
     * @return whether it was answered
     * @throws NvmlException when there is no use in asking the device anything else
     */
    boolean ask(String call, Object... arguments) throws NvmlException {
        return !refuses(call) && isGood(answer(call, arguments), call);
    }

    /** Whether it has said within a day that it does not offer this. */
    boolean refuses(String call) {
        return refusals.has(uuid, call);
    }

    /** What a call returns, for those whose errors mean something. */
    int answer(String call, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = handle;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return library.call(call, all);
    }

    /** @throws NvmlException as {@link #ask} */
    boolean isGood(int code, String call) throws NvmlException {
        return switch (code) {
            case NvmlCode.SUCCESS -> true;
            case NvmlCode.UNINITIALIZED,
                    NvmlCode.GPU_IS_LOST,
                    NvmlCode.RESET_REQUIRED,
                    NvmlCode.DRIVER_NOT_LOADED,
                    NvmlCode.LIB_RM_VERSION_MISMATCH ->
                throw new NvmlException(code, call, "GPU " + uuid, library.meaning(code));
            default -> {
                refusals.add(uuid, call, code, library.meaning(code));
                yield false;
            }
        };
    }

    /** A device may have one clock and lack another, so what it refuses is the call with its arguments. */
    private boolean asksFor(String call, Object... before) throws NvmlException {
        String asked = before.length == 0 ? call : call + Arrays.toString(before);
        if (refuses(asked)) {
            return false;
        }
        Object[] arguments = Arrays.copyOf(before, before.length + 1);
        arguments[before.length] = zero(out);
        return isGood(answer(call, arguments), asked);
    }

    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** The zero-terminated text at the beginning of a buffer. */
    static String text(ByteBuffer from) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < from.capacity() && from.get(i) != 0; i++) {
            text.append((char) (from.get(i) & 0xFF));
        }
        return text.toString();
    }

    private static ByteBuffer zero(ByteBuffer buffer) {
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.put(i, (byte) 0);
        }
        return buffer;
    }
}
