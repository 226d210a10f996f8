package io.tachograph.collectors.source.docker;

import io.tachograph.collectors.source.DiscoveredTarget;
import io.tachograph.collectors.source.container.EngineImage;
import io.tachograph.collectors.source.container.EngineImages;
import io.tachograph.collectors.source.container.Sentence;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells which containers hold engines, and what target each is. */
final class EngineContainers {
    private static final int MOST_LABEL_CHARACTERS = 256;
    private static final String OURS = "tachograph.";

    private final EngineImages images;
    private final DockerSettings settings;
    private final DockerAddress engine;
    private final String node;

    /** @param node name of the host, for clusters that nothing names */
    EngineContainers(DockerSettings settings, DockerAddress engine, String node) {
        this.settings = settings;
        this.engine = engine;
        this.node = node;
        images = EngineImages.of(settings.images());
    }

    /**
     * The engine in a container: by its label, else by its image.
     *
     * @throws IllegalArgumentException when the label names none that is known
     */
    @Nullable
    EngineImage engineOf(ListedContainer container, String image) {
        String label = container.label("engine");
        if (label != null) {
            checkLength("engine", label);
        }
        return images.engineOf(label, image);
    }

    /**
     * @throws IllegalArgumentException when it cannot be one; the message continues a sentence that begins with the
     *     container's name
     */
    DiscoveredTarget target(EngineImage image, ListedContainer container, InspectedContainer inspected) {
        Map<String, String> labels = new HashMap<>();
        container.labels().forEach((name, value) -> {
            if (name.startsWith(OURS)) {
                checkLength(name.substring(OURS.length()), value);
                labels.put(name.substring(OURS.length()), value.strip());
            }
        });
        labels.remove("engine");
        labels.remove("gpus");
        String port = labels.remove("port");
        String probe = labels.remove("probe");
        labels.putIfAbsent("framework", image.text());
        if (settings.target().cluster() == null) {
            labels.putIfAbsent("cluster", node + "-" + container.name());
        }
        if (!labels.containsKey("model")) {
            Optional.ofNullable(image.model(inspected.arguments(), inspected.variables()))
                    .ifPresent(model -> labels.put("model", model));
        }
        if (!labels.containsKey("model") && settings.target().model() == null) {
            throw new IllegalArgumentException("is " + image.text() + ", but nothing tells its model: give it the label"
                    + " tachograph.model, or tachograph.engine=none to leave it alone");
        }
        if (port != null && !port.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("has a label tachograph.port that is no port");
        }
        String address = address(
                container,
                port != null ? Integer.parseInt(port) : image.port(inspected.arguments(), inspected.variables()));
        DiscoveredTarget target = settings.target().at(address, labels);
        return probe == null ? target : new DiscoveredTarget(target.config(), Boolean.parseBoolean(probe));
    }

    private String address(ListedContainer container, int port) {
        boolean local = engine.socket() != null;
        String host = local ? "127.0.0.1" : engine.host();
        if (container.networkMode().equals("host")) {
            return host + ":" + port;
        }
        String wanted = settings.network();
        String own = wanted != null
                ? container.addresses().get(wanted)
                : container.addresses().values().stream().findFirst().orElse(null);
        Integer published = container.published().get(port);
        boolean byContainer = settings.address().equals("container")
                || (local && settings.address().equals("auto"));
        if (byContainer && own != null) {
            return own + ":" + port;
        }
        if (!settings.address().equals("container") && published != null) {
            return host + ":" + published;
        }
        throw new IllegalArgumentException("cannot be reached: it has no "
                + (byContainer ? "address of its own" : "published port " + port) + " (address: " + settings.address()
                + "); see tachograph.port, address and network");
    }

    private static void checkLength(String name, String value) {
        if (value.length() > MOST_LABEL_CHARACTERS) {
            throw new IllegalArgumentException("has a label tachograph." + Sentence.of(name) + " of " + value.length()
                    + " characters; " + MOST_LABEL_CHARACTERS + " are the most");
        }
    }
}
