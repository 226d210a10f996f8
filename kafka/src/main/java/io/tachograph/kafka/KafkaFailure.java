package io.tachograph.kafka;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Why Kafka cannot be used, for people. */
public final class KafkaFailure {
    private KafkaFailure() {}

    /** One sentence, without a full stop, that names the brokers. */
    public static String sentence(KafkaAccess kafka, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SslAuthenticationException) {
                return "no TLS connection to the Kafka at " + kafka + ": " + root(cause);
            }
            if (cause instanceof AuthenticationException) {
                return "the Kafka at " + kafka + " refuses the credentials: " + firstLine(cause);
            }
            if (cause instanceof AuthorizationException) {
                return "the Kafka at " + kafka + " does not permit it: " + firstLine(cause);
            }
            if (cause instanceof TimeoutException || cause instanceof java.util.concurrent.TimeoutException) {
                return "no Kafka answers at " + kafka + " with security.protocol " + kafka.securityProtocol();
            }
        }
        return "the Kafka at " + kafka + " cannot be used: " + root(failure);
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !root.getCause().equals(root)) {
            root = root.getCause();
        }
        return firstLine(root);
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
