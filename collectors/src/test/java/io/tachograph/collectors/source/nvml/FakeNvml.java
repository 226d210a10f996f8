package io.tachograph.collectors.source.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The library of {@code src/test/c}, compiled for one driver's version and loaded into this process, of which there is one
 * for each version: begin with {@link #ofDriver}, which makes it new.
 */
public final class FakeNvml implements AutoCloseable {
    public static final int NEWEST = 580;

    private static final Path SOURCE = Path.of("..", "collectors", "src", "test", "c", "fake_nvml.c");

    private final NativeLibrary library;
    private final Path path;

    private FakeNvml(Path path) {
        this.path = path;
        library = NativeLibrary.getInstance(path.toString());
        library.getFunction("fake_reset").invokeVoid(new Object[] {});
    }

    /** Skips the test, with the reason, where there is no C compiler. */
    public static FakeNvml ofDriver(int version) throws IOException, InterruptedException {
        Path path = Path.of("target", "fake-nvml", Integer.toString(version), "libnvidia-ml.so.1")
                .toAbsolutePath();
        if (!Files.exists(path) || Files.getLastModifiedTime(path).compareTo(Files.getLastModifiedTime(SOURCE)) < 0) {
            String failure = compile(version, path);
            assumeThat(failure).as("no libnvidia-ml.so.1 to test with").isNull();
        }
        return new FakeNvml(path);
    }

    private static @Nullable String compile(int version, Path path) throws IOException, InterruptedException {
        Files.createDirectories(path.getParent());
        Path made = Files.createTempFile(path.getParent(), "made", ".so");
        Path said = Files.createTempFile(path.getParent(), "cc", ".log");
        List<String> command = List.of(
                "cc",
                "-std=gnu11",
                "-shared",
                "-fPIC",
                "-O1",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-fvisibility=hidden",
                "-Wl,-Bsymbolic",
                "-DFAKE_DRIVER=" + version,
                "-o",
                made.toString(),
                SOURCE.toString(),
                "-pthread");
        try {
            Process compiler = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!compiler.waitFor(5, TimeUnit.MINUTES)) {
                compiler.destroyForcibly();
                return "the C compiler does not come to an end";
            }
            if (compiler.exitValue() == 0) {
                Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
                return null;
            }
        } catch (IOException e) {
            return "no C compiler here: " + e.getMessage();
        }
        throw new AssertionError(SOURCE + " does not compile: " + Files.readString(said));
    }

    public String path() {
        return path.toString();
    }

    public FakeNvml script(String... lines) {
        for (String line : lines) {
            library.getFunction("fake_script").invokeVoid(new Object[] {line});
        }
        return this;
    }

    private String text(String function) {
        return library.getFunction(function).invokeString(new Object[] {}, false);
    }

    /** Names of the functions that were called since the beginning, each with its device's index, in order. */
    List<String> called() {
        return text("fake_calls").lines().toList();
    }

    long timesCalled(String call) {
        return called().stream().filter(call::equals).count();
    }

    /** Initialised and not shut down, and sets of events not freed. */
    int open() {
        return library.getFunction("fake_open").invokeInt(new Object[] {});
    }

    /** Fails when the library was called as the real one must not be, or was not shut down. */
    @Override
    public void close() {
        assertThat(text("fake_faults")).as("misuse of NVML").isEmpty();
        assertThat(open()).as("inits and sets of events left open").isZero();
    }
}
