package io.tachograph.collectors.source.nvml;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * NVIDIA's management library, called by name: which names it has depends on the driver's version. Arguments are what
 * JNA takes: {@code Integer}, {@code Long}, {@link Pointer}, direct byte buffers. Not thread-safe.
 */
final class NvmlLibrary {
    private final NativeLibrary library;
    private final Map<String, Optional<Function>> functions = new HashMap<>();

    private NvmlLibrary(NativeLibrary library) {
        this.library = library;
    }

    /**
     * Loads it, or finds it loaded.
     *
     * @param name or path
     * @throws SourceException when it is not there
     */
    static NvmlLibrary load(String name) throws SourceException {
        try {
            return new NvmlLibrary(NativeLibrary.getInstance(name));
        } catch (LinkageError e) {
            throw new SourceException(
                    FailureKind.UNAVAILABLE,
                    "no NVIDIA driver here: the library " + name
                            + " cannot be loaded (in a container: is it started with"
                            + " GPUs, and NVIDIA_DRIVER_CAPABILITIES with utility?)");
        }
    }

    boolean has(String symbol) {
        return function(symbol).isPresent();
    }

    /** @return NVML's code; {@link NvmlCode#FUNCTION_NOT_FOUND} when this driver does not have the function */
    int call(String symbol, Object... arguments) {
        Optional<Function> function = function(symbol);
        return function.isPresent() ? function.get().invokeInt(arguments) : NvmlCode.FUNCTION_NOT_FOUND;
    }

    /** Calls the newest of several forms of a function that this driver has, all of the same arguments. */
    int callNewest(String newest, String oldest, Object... arguments) {
        return call(has(newest) ? newest : oldest, arguments);
    }

    /** The library's own words for a code. */
    String meaning(int code) {
        Optional<Function> words = function("nvmlErrorString");
        Pointer text = words.isPresent() ? words.get().invokePointer(new Object[] {code}) : null;
        return text == null ? "error" : text.getString(0);
    }

    private Optional<Function> function(String symbol) {
        return functions.computeIfAbsent(symbol, this::find);
    }

    private Optional<Function> find(String symbol) {
        try {
            return Optional.of(library.getFunction(symbol));
        } catch (UnsatisfiedLinkError e) {
            return Optional.empty();
        }
    }
}
