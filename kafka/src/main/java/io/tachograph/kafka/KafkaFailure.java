package io.tachograph.kafka;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Why Kafka cannot be used, for people. */
public final class KafkaFailure {
    private KafkaFailure() {}

    /** What is wrong. */
    public enum Kind {
        NO_TLS,
        WRONG_CREDENTIALS,
        NOT_PERMITTED,
        NO_ANSWER,
        OTHER
    }

    /** What the first of a failure and its causes says of which it is known; clients wrap what a broker says. */
    public static Kind kindOf(Throwable failure) {
        return ofItself(telling(failure));
    }

    /** One sentence, without a full stop, that names the brokers. */
    public static String sentence(KafkaAccess kafka, Throwable failure) {
        Throwable cause = telling(failure);
        return switch (ofItself(cause)) {
            case NO_TLS -> "no TLS connection to the Kafka at " + kafka + ": " + root(cause);
            case WRONG_CREDENTIALS -> "the Kafka at " + kafka + " refuses the credentials: " + firstLine(cause);
            case NOT_PERMITTED -> "the Kafka at " + kafka + " does not permit it: " + firstLine(cause);
            case NO_ANSWER -> "no Kafka answers at " + kafka + " with security.protocol " + kafka.securityProtocol();
            case OTHER -> "the Kafka at " + kafka + " cannot be used: " + root(failure);
        };
    }

    private static Throwable telling(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (ofItself(cause) != Kind.OTHER) {
                return cause;
            }
        }
        return failure;
    }

    private static Kind ofItself(Throwable failure) {
        if (failure instanceof SslAuthenticationException) {
            return Kind.NO_TLS;
        }
        if (failure instanceof AuthenticationException) {
            return Kind.WRONG_CREDENTIALS;
        }
        if (failure instanceof AuthorizationException) {
            return Kind.NOT_PERMITTED;
        }
        boolean silent =
                failure instanceof TimeoutException || failure instanceof java.util.concurrent.TimeoutException;
        return silent ? Kind.NO_ANSWER : Kind.OTHER;
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
