package io.tachograph.store.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The Node program {@code src/test/pglite} with its package, installed under {@code target} by npm from the lock file,
 * which names version and checksum. Install scripts do not run.
 *
 * @param folder where it is
 */
record PgliteInstallation(Path folder) {
    private static final Path SOURCE = Path.of("src", "test", "pglite");
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", "protocol.mjs", "session.mjs", "server.mjs");

    /**
     * Installs it, unless what is there came from the same lock file.
     *
     * @throws IOException with the reason when there is no Node or npm, or npm could not get the package
     */
    static PgliteInstallation install() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "pglite"));
        Path installedFrom = folder.resolve("installed-from.json");
        Path lock = SOURCE.resolve("package-lock.json");
        for (String file : FILES) {
            Files.copy(SOURCE.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        requireNode();
        if (!Files.exists(installedFrom) || Files.mismatch(installedFrom, lock) != -1) {
            run(
                    folder,
                    180,
                    List.of(
                            "npm",
                            "ci",
                            "--ignore-scripts",
                            "--no-audit",
                            "--no-fund",
                            "--prefer-offline",
                            "--fetch-retries=1",
                            "--fetch-timeout=60000"));
            Files.copy(lock, installedFrom, StandardCopyOption.REPLACE_EXISTING);
        }
        return new PgliteInstallation(folder);
    }

    private static void requireNode() throws IOException, InterruptedException {
        String version = run(Path.of("."), 30, List.of("node", "--version")).strip();
        if (!version.matches("v(2[0-9]|[3-9][0-9])\\..*")) {
            throw new IOException("Node 20 or newer is needed, this is " + version);
        }
    }

    private static String run(Path folder, int seconds, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("pglite", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " did not end within " + seconds + " s");
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said.strip());
        }
        return said;
    }

    Process startNode() throws IOException {
        return new ProcessBuilder("node", "server.mjs")
                .directory(folder.toFile())
                .redirectError(new File("target/pglite/errors.txt"))
                .start();
    }
}
