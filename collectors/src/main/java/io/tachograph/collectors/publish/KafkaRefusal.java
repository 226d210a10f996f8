package io.tachograph.collectors.publish;

import io.tachograph.kafka.KafkaFailure;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.protocol.Errors;

/** Why Kafka does not take a topic's events, and what to do about it. Says nothing in words that are not ours. */
final class KafkaRefusal {
    private KafkaRefusal() {}

    static String sentence(String topic, Throwable failure) {
        if (failure instanceof RecordTooLargeException || failure instanceof RecordBatchTooLargeException) {
            return "an event for " + topic + " is larger than Kafka takes (max.message.bytes)";
        }
        if (isUnknownTopic(failure)) {
            return "Kafka has no topic " + topic + ", or hides it from this client: `tachograph topics` creates it";
        }
        return switch (KafkaFailure.kindOf(failure)) {
            case NOT_PERMITTED -> "Kafka does not let this client write to " + topic + ": grant it WRITE there";
            case WRONG_CREDENTIALS -> "Kafka refuses the credentials of this client";
            case NO_TLS -> "there is no TLS connection to Kafka that both sides trust";
            case NO_ANSWER -> "Kafka does not answer";
            case OTHER ->
                "Kafka does not take events for " + topic + ": "
                        + Errors.forException(failure).name();
        };
    }

    private static boolean isUnknownTopic(Throwable failure) {
        return failure instanceof UnknownTopicOrPartitionException
                || failure.getCause() instanceof UnknownTopicOrPartitionException;
    }
}
