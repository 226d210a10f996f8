package io.tachograph.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A headless Chromium with a profile of its own, which is deleted with it. Thread-safe. */
public final class Chromium implements AutoCloseable {
    private static final int STOP_SECONDS = 20;

    /**
     * Runs the browser ($2, $3, …) as long as standard input is open, which ends with whoever started it, however that ends; then
     * deletes the profile ($1). A trap cuts waiting short.
     */
    private static final String WATCHED = """
            profile=$1
            shift
            exec 3<&0
            "$@" </dev/null &
            browser=$!
            trap 'kill "$browser"' TERM INT HUP
            (read -r _ <&3; kill "$browser") 2>/dev/null &
            watch=$!
            wait "$browser"
            status=$?
            while kill -0 "$browser" 2>/dev/null; do
              wait "$browser"
              status=$?
            done
            kill "$watch" 2>/dev/null
            for _ in 1 2 3 4 5; do
              rm -rf "$profile" 2>/dev/null && break
              sleep 1
            done
            exit "$status"
            """;

    private final Process process;
    private final Path profile;
    private final DevTools tools;

    private Chromium(Process process, Path profile, DevTools tools) {
        this.process = process;
        this.profile = profile;
        this.tools = tools;
    }

    /**
     * Starts one.
     *
     * @throws IOException when the program cannot be run, or no profile be made
     * @throws BrowserGoneException when it ends at once, or does not say within a minute where it can be reached
     */
    public static Chromium start(BrowserOptions options) throws IOException {
        if (!Files.isExecutable(options.program())) {
            throw new IOException("The browser " + options.program() + " cannot be started: it is no program");
        }
        Path profile = Files.createTempDirectory("tachograph-browser");
        Process process;
        try {
            process = new ProcessBuilder(command(options, profile))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            delete(profile);
            throw new IOException("The browser " + options.program() + " cannot be started: " + e.getMessage(), e);
        }
        try {
            ErrorOutput errors = ErrorOutput.of(process);
            DevTools tools = DevTools.connect(errors.address());
            var unused = process.onExit()
                    .thenAccept(ended -> tools.end(DevTools.BROWSER, errors.whyItEnded(ended.exitValue())));
            return new Chromium(process, profile, tools);
        } catch (RuntimeException e) {
            stop(process);
            delete(profile);
            throw e;
        }
    }

    private static List<String> command(BrowserOptions options, Path profile) {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                WATCHED,
                "browser",
                profile.toString(),
                options.program().toString(),
                "--headless",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-crash-reporter",
                "--no-first-run",
                "--hide-scrollbars",
                "--mute-audio",
                "--user-data-dir=" + profile,
                "--host-resolver-rules="
                        + options.hosts().stream()
                                .sorted()
                                .map(host -> " , EXCLUDE " + host)
                                .collect(Collectors.joining("", "MAP * ~NOTFOUND", "")),
                "--remote-debugging-port=0",
                "about:blank"));
        if (!options.sandbox()) {
            command.add("--no-sandbox");
        }
        return command;
    }

    /** A new tab with nothing in it, and cookies of its own. It downloads nothing. */
    public Tab tab() {
        String context = ofBrowser("Target.createBrowserContext", Map.of(), "browserContextId");
        tools.call(
                DevTools.BROWSER,
                "Browser.setDownloadBehavior",
                Map.of("behavior", "deny", "browserContextId", context));
        String target =
                ofBrowser("Target.createTarget", Map.of("url", "about:blank", "browserContextId", context), "targetId");
        String session = ofBrowser("Target.attachToTarget", Map.of("targetId", target, "flatten", true), "sessionId");
        return new Tab(tools, target, session);
    }

    private String ofBrowser(String method, Map<String, ?> parameters, String field) {
        return tools.call(DevTools.BROWSER, method, parameters).path(field).asText();
    }

    @Override
    public void close() {
        tools.close();
        stop(process);
        delete(profile);
    }

    /** With its children: whoever of them lives on still writes into the profile, which is about to be deleted. */
    private static void stop(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            for (ProcessHandle child : children) {
                child.destroyForcibly();
                child.onExit().join();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }

    /** Again: children that outlived the browser wrote into it until now. */
    private static void delete(Path profile) {
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // It is in the folder for temporary files, which is cleaned.
        }
    }
}
