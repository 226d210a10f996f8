package io.tachograph.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** An admin client whose answers are waited for as long as is said here, whatever its own time-outs are. Thread-safe. */
public final class KafkaAdmin implements AutoCloseable {
    private final KafkaAccess kafka;
    private final Duration patience;
    private final Admin admin;

    private KafkaAdmin(KafkaAccess kafka, Duration patience, Admin admin) {
        this.kafka = kafka;
        this.patience = patience;
        this.admin = admin;
    }

    /**
     * Connects to nothing yet.
     *
     * @param patience how long each answer is waited for
     * @throws IOException in one sentence, when the settings cannot be right
     */
    public static KafkaAdmin open(KafkaAccess kafka, Duration patience) throws IOException {
        try {
            return new KafkaAdmin(kafka, patience, Admin.create(kafka.admin()));
        } catch (KafkaException e) {
            throw new IOException(KafkaFailure.sentence(kafka, e), e);
        }
    }

    /** To ask with; what it answers is for {@link #await}. */
    public Admin client() {
        return admin;
    }

    /**
     * @throws IOException in one sentence, when there is no answer or a refusal; a refusal is its cause, as the broker
     *     said it
     */
    public <T> T await(KafkaFuture<T> answer) throws IOException, InterruptedException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(KafkaFailure.sentence(kafka, e), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(KafkaFailure.sentence(kafka, e), e);
        }
    }

    /** @throws IOException in one sentence, when Kafka does not answer, refuses us or lacks one of these topics */
    public void require(Collection<String> topics) throws IOException, InterruptedException {
        Set<String> there = await(admin.listTopics().names());
        List<String> missing =
                topics.stream().filter(topic -> !there.contains(topic)).toList();
        if (!missing.isEmpty()) {
            throw new IOException("the Kafka at " + kafka + " lacks "
                    + (missing.size() == 1 ? "the topic " : "the topics ") + String.join(", ", missing)
                    + "; `tachograph topics` creates " + (missing.size() == 1 ? "it" : "them"));
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
