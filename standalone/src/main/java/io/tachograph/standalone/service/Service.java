package io.tachograph.standalone.service;

import io.tachograph.api.ApiKeys;
import io.tachograph.collectors.publish.KafkaPublisher;
import io.tachograph.collectors.publish.KafkaSettings;
import io.tachograph.config.ConfigException;
import io.tachograph.config.TachographConfig;
import io.tachograph.kafka.KafkaAccess;
import io.tachograph.kafka.KafkaFailure;
import io.tachograph.standalone.terminal.Interrupt;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * What a long-running command runs with.
 *
 * @param environment of the process
 * @param kafka the brokers
 * @param out the terminal
 */
public record Service(Map<String, String> environment, TachographConfig config, KafkaAccess kafka, PrintWriter out) {
    private static final long LOOK_MILLIS = 2_000;

    /** What is started. */
    @FunctionalInterface
    public interface Start {
        /**
         * @param parts gets each part that has started
         * @throws IOException in one sentence, when one cannot start
         */
        Look start(ResourceStack parts) throws IOException, ConfigException, InterruptedException;
    }

    /** Checks on what runs, every two seconds. */
    @FunctionalInterface
    public interface Look {
        /** Nothing to check: only a signal ends the process. */
        Look AT_NOTHING = Optional::empty;

        /** What is wrong, in one sentence, if the process has to be restarted for it. */
        Optional<String> trouble();
    }

    /** @throws ConfigException when the environment names none */
    public ApiKeys keys() throws ConfigException {
        return ApiKeys.fromEnvironment(environment)
                .orElseThrow(() -> new ConfigException("there is no API key: set API_KEYS"));
    }

    /** The same with a gateway that keeps requests and answers in this directory. */
    public Service capturingInto(Path directory) {
        return new Service(environment, config.capturingInto(directory), kafka, out);
    }

    /** A line of what a person is told at the start. */
    public void say(String label, String text) {
        out.printf(Locale.ROOT, "  %-10s %s%n", label, text);
    }

    /**
     * Publishes to Kafka.
     *
     * @throws IOException in one sentence, when the client's settings cannot be right
     */
    public KafkaPublisher publisher(String clientId) throws IOException {
        try {
            return KafkaPublisher.start(KafkaSettings.of(kafka, clientId));
        } catch (KafkaException e) {
            throw new IOException(KafkaFailure.sentence(kafka, e), e);
        }
    }

    /**
     * Likewise, through a spool on disk.
     *
     * @throws IOException in one sentence, when the spool cannot be used or the client's settings cannot be right
     */
    public KafkaPublisher spooled(String clientId, Path spool, long spoolBytes) throws IOException {
        try {
            return KafkaPublisher.spooled(KafkaSettings.of(kafka, clientId), spool, spoolBytes);
        } catch (KafkaException e) {
            throw new IOException(KafkaFailure.sentence(kafka, e), e);
        }
    }

    /**
     * Starts the parts, waits for Ctrl-C or SIGTERM, and stops the parts in reverse order.
     *
     * @param stopSeconds how long stopping may take
     * @throws IOException in one sentence, when a part cannot start, or is in trouble later
     */
    public void run(int stopSeconds, Start start) throws IOException, ConfigException, InterruptedException {
        Interrupt interrupt = Interrupt.install(stopSeconds);
        try (ResourceStack parts = new ResourceStack()) {
            Look look = start.start(parts);
            out.flush();
            while (!interrupt.await(LOOK_MILLIS)) {
                Optional<String> trouble = look.trouble();
                if (trouble.isPresent()) {
                    throw new IOException(trouble.get());
                }
            }
        } finally {
            interrupt.stopped();
        }
    }
}
