package io.tachograph.collectors.source.kubernetes;

import io.tachograph.collectors.source.DiscoveredTarget;
import io.tachograph.collectors.source.container.EngineImage;
import io.tachograph.collectors.source.container.EngineImages;
import io.tachograph.collectors.source.discovery.TargetTemplate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells which containers of pods are engines, and what target each is. */
final class EnginePods {
    private static final int MOST_CHARACTERS = 256;

    private final EngineImages images;
    private final TargetTemplate template;

    EnginePods(KubernetesSettings settings) {
        images = EngineImages.of(settings.images());
        template = settings.target();
    }

    /**
     * @return null when it is no engine, or does not run
     * @throws IllegalArgumentException when it is one and cannot be a target; the message continues a sentence that begins
     *     with its name
     */
    @Nullable
    DiscoveredTarget target(EngineContainer container) {
        Map<String, String> ours = container.ours();
        ours.forEach(EnginePods::checkLength);
        EngineImage image =
                images.engineOf(ours.remove("engine"), container.spec().getImage());
        String address = container.address();
        if (image == null || container.startedAtMicros() == null || address == null) {
            return null;
        }
        String port = ours.remove("port");
        String probe = ours.remove("probe");
        ours.putIfAbsent("framework", image.text());
        if (template.cluster() == null) {
            ours.putIfAbsent("cluster", container.namespace() + "-" + container.podName());
        }
        String model = image.model(container.arguments(), container.variables());
        if (model != null) {
            ours.putIfAbsent("model", model);
        }
        if (!ours.containsKey("model") && template.model() == null) {
            throw new IllegalArgumentException("is " + image.text() + ", but nothing tells its model: give its pod the"
                    + " annotation tachograph.model, or tachograph.engine=none to leave it alone");
        }
        if (port != null && !port.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("has tachograph.port that is no port");
        }
        String listens =
                port != null ? port : Integer.toString(image.port(container.arguments(), container.variables()));
        DiscoveredTarget target = template.at(address + ":" + listens, ours);
        return probe == null ? target : new DiscoveredTarget(target.config(), Boolean.parseBoolean(probe));
    }

    private static void checkLength(String name, String value) {
        if (name.length() + value.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "has an annotation tachograph.… of more than " + MOST_CHARACTERS + " characters");
        }
    }
}
