package io.tachograph.live;

import io.tachograph.schemas.avro.RequestWindow;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What distinguishes windows, named as in the SQL functions. */
public enum LiveDimension {
    TARGET(RequestWindow::getTarget),
    MODEL(RequestWindow::getModel),
    CLUSTER(RequestWindow::getCluster),
    ENGINE_VERSION(RequestWindow::getEngineVersion),
    TENANT(RequestWindow::getTenant),
    ORIGIN(window -> window.getOrigin().name().toLowerCase(Locale.ROOT)),
    PROMPT_BAND(RequestWindow::getPromptBand),
    STREAMED(window -> Boolean.toString(window.getStreamed()));

    @SuppressWarnings("ImmutableEnumChecker") // Getters.
    private final Function<RequestWindow, String> value;

    LiveDimension(Function<RequestWindow, String> value) {
        this.value = value;
    }

    String of(RequestWindow window) {
        return value.apply(window);
    }

    /** Its name in questions and answers, {@code prompt_band} for example. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The dimension of that {@link #key}, if there is one. */
    public static Optional<LiveDimension> named(String key) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.key().equals(key))
                .findFirst();
    }
}
