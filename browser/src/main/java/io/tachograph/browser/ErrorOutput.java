package io.tachograph.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser says on standard error: where it can be reached, and at last why it ended. Thread-safe. */
final class ErrorOutput {
    private static final String LISTENING = "DevTools listening on ";
    private static final int LONGEST_START_SECONDS = 60;

    /** What a log line begins with: {@code [pid:thread:date/time:LEVEL:file.cc:12] }. */
    private static final Pattern PREFIX = Pattern.compile("^\\[[^\\]]*\\] ?");

    private static final Pattern FATAL = Pattern.compile(":(FATAL|ERROR):");

    private final CompletableFuture<URI> address = new CompletableFuture<>();
    private volatile String lastComplaint = "";

    private ErrorOutput() {}

    static ErrorOutput of(Process browser) {
        ErrorOutput errors = new ErrorOutput();
        Thread reader = new Thread(() -> errors.read(browser), "browser-errors");
        reader.setDaemon(true);
        reader.start();
        return errors;
    }

    private void read(Process browser) {
        try (BufferedReader lines = browser.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(LISTENING)) {
                    address.complete(
                            URI.create(line.substring(LISTENING.length()).strip()));
                } else if (FATAL.matcher(line).find() || (lastComplaint.isEmpty() && !line.isBlank())) {
                    Matcher prefix = PREFIX.matcher(line);
                    lastComplaint = prefix.replaceFirst("").strip();
                }
            }
        } catch (IOException e) {
            // It was stopped.
        }
        address.completeExceptionally(new BrowserGoneException("ended"));
    }

    /** @throws BrowserGoneException when it ended before it said so, or did not say so within a minute */
    URI address() {
        try {
            return address.get(LONGEST_START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new BrowserGoneException("The browser ended while it started" + complaint() + ".");
        } catch (TimeoutException e) {
            throw new BrowserGoneException(
                    "The browser did not start within " + LONGEST_START_SECONDS + " s" + complaint() + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrowserGoneException("Interrupted.");
        }
    }

    String whyItEnded(int status) {
        return "The browser ended with status " + status + complaint() + ".";
    }

    private String complaint() {
        return lastComplaint.isEmpty() ? "" : ": " + lastComplaint.replaceAll("\\.+$", "");
    }
}
