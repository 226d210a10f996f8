import io.tachograph.embedded.kafka.EmbeddedKafka;
import io.tachograph.schemas.Topics;
import java.nio.file.Path;

/** {@code Broker DIRECTORY}: a Kafka with our topics; says its address, and ends with its input. */
public final class Broker {
    private Broker() {}

    public static void main(String[] arguments) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), 0)) {
            kafka.createTopics(Topics.ALL, 4);
            System.out.println(kafka.access().bootstrapServers());
            while (System.in.read() >= 0) {
                // Until whoever started it goes.
            }
        }
    }
}
