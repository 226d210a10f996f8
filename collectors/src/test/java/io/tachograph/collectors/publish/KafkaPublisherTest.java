package io.tachograph.collectors.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.kafka.KafkaAccess;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Without a broker; {@code standalone} has the test with one. */
class KafkaPublisherTest {
    @Test
    void brokerThatIsNotThere_costsEventsThatAreCounted_andClosesInTime() {
        KafkaSettings settings = new KafkaSettings(KafkaAccess.plain("127.0.0.1:1"), "test", 5, Duration.ofMillis(300));
        KafkaPublisher publisher = KafkaPublisher.start(settings);
        IntStream.range(0, 8).forEach(i -> publisher.publish(Events.timing("t", i)));

        publisher.close();

        assertThat(publisher.counters()).isEqualTo(new PublisherCounters(8, 5, 3, 0, 5, 0));
    }
}
