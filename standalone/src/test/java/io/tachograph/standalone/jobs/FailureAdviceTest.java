package io.tachograph.standalone.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.embedded.flink.JobFailure;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class FailureAdviceTest {
    private static String on(Throwable cause) {
        return FailureAdvice.on(new JobFailure(Instant.EPOCH, "", new RuntimeException("a task failed", cause)));
    }

    /** Kafka's clients say that they could not be made, or did not send, and have the broker's word as the cause. */
    @Test
    void wordOfTheBroker_countsHoweverAClientWrapsIt() {
        assertThat(on(new KafkaException("not made", new SaslAuthenticationException("wrong"))))
                .isEqualTo(on(new SaslAuthenticationException("wrong")))
                .startsWith("Kafka refuses the credentials");
        assertThat(on(new KafkaException("not sent", new TopicAuthorizationException("t"))))
                .startsWith("Kafka refuses access");
        assertThat(on(new KafkaException("not sent", new TimeoutException("late"))))
                .isEqualTo(on(new KafkaException("whatever")))
                .startsWith("Kafka does not answer");
    }
}
