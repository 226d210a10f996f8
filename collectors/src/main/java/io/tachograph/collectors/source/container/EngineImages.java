package io.tachograph.collectors.source.container;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Tells engines by the names of their images, or by what a label says. Immutable. */
public final class EngineImages {
    private static final String NOT_AN_ENGINE = "none";

    private final Map<EngineImage, Pattern> patterns = new EnumMap<>(EngineImage.class);

    private EngineImages(Map<String, String> told) {
        for (EngineImage image : EngineImage.values()) {
            String pattern = told.getOrDefault(image.text(), image.images());
            if (!pattern.isEmpty()) {
                patterns.put(image, Pattern.compile(pattern));
            }
        }
    }

    /** @param told regular expression by engine instead of the known one, an empty one for none */
    public static EngineImages of(@Nullable Map<String, String> told) {
        return new EngineImages(checked(told));
    }

    /** @throws IllegalArgumentException in one sentence, when an engine is unknown or an expression is none */
    public static Map<String, String> checked(@Nullable Map<String, String> told) {
        Map<String, String> images = told == null ? Map.of() : Map.copyOf(told);
        for (String engine : images.keySet()) {
            if (EngineImage.of(engine).isEmpty()) {
                throw new IllegalArgumentException("images: '" + engine + "' is no engine that is known");
            }
        }
        images.values().forEach(EngineImages::checkExpression);
        return images;
    }

    private static void checkExpression(String expression) {
        try {
            Pattern unused = Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "images: '" + expression + "' is no regular expression: " + e.getDescription());
        }
    }

    /**
     * @param label what the container's own label says, null for nothing
     * @return null for no engine
     * @throws IllegalArgumentException when the label names none that is known
     */
    public @Nullable EngineImage engineOf(@Nullable String label, String image) {
        if (label != null) {
            return label.equals(NOT_AN_ENGINE)
                    ? null
                    : EngineImage.of(label)
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "has a label tachograph.engine that names no engine that is known: "
                                            + Sentence.of(label)));
        }
        return patterns.entrySet().stream()
                .filter(known -> known.getValue().matcher(image).find())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
