package io.tachograph.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a browser is started.
 *
 * @param program Chromium, or one of its kind
 * @param sandbox whether pages are kept apart from the machine; root and most containers cannot have it
 * @param hosts those that it knows; every other name and address is unknown to it
 */
public record BrowserOptions(Path program, boolean sandbox, Set<String> hosts) {
    public BrowserOptions {
        hosts = Set.copyOf(hosts);
    }

    /** Where a Chromium is.
     *
     * @param path the directories to look in, as in the environment variable {@code PATH}
     */
    public static Optional<Path> programOn(@Nullable String path) {
        return Stream.of((path == null ? "" : path).split(File.pathSeparator))
                .filter(dir -> !dir.isEmpty())
                .flatMap(dir -> Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                        .map(name -> Path.of(dir, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
