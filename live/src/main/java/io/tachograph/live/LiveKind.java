package io.tachograph.live;

import io.tachograph.schemas.Topic;
import io.tachograph.schemas.Topics;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of live results, each of one topic. */
public enum LiveKind {
    WINDOW(Topics.REQUEST_WINDOWS),
    RANKING(Topics.RANKINGS),
    ALERT(Topics.ALERTS),
    EVENT(Topics.EVENTS);

    @SuppressWarnings("ImmutableEnumChecker") // A record of texts and numbers.
    private final Topic topic;

    LiveKind(Topic topic) {
        this.topic = topic;
    }

    /** The topic that has them. */
    public Topic topic() {
        return topic;
    }

    /** Its name in questions and answers, {@code window} for example. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that {@link #key}, if there is one. */
    public static Optional<LiveKind> named(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }
}
