package io.tachograph.store.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A random range, step, selection and grouping, in the words of the functions and in those of raw requests. */
record Question(
        Instant from,
        Instant to,
        @Nullable Integer stepSeconds,
        Map<String, List<String>> filters,
        List<String> groupBy) {
    private static final Map<String, List<String>> VALUES = values();
    private static final int[] STEPS = {10, 30, 60, 90, 300, 3_600, 7_200, 12_960, 86_400};

    private static Map<String, List<String>> values() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("model", List.of("model a", "model b", "model c"));
        values.put("cluster", List.of("east", "w'est, {\"}@"));
        values.put("target", List.of("east-vllm-model a", "w'est, {\"}@-vllm-model c"));
        values.put("engine_version", List.of("", "0.1", "0.2"));
        values.put("tenant", List.of("", "tenant 4"));
        values.put("origin", List.of("probe", "load"));
        values.put("prompt_band", List.of("short", "long"));
        values.put("streamed", List.of("true", "false"));
        return values;
    }

    /** The same of some models only. */
    Question ofModels(List<String> models) {
        Map<String, List<String>> more = new LinkedHashMap<>(filters);
        more.put("model", models);
        return new Question(from, to, stepSeconds, more, groupBy);
    }

    static Question drawn(Random random) {
        int seconds = RawTraffic.SECONDS;
        Integer step = random.nextInt(3) == 0 ? null : STEPS[random.nextInt(STEPS.length)];
        int longest = step == null ? seconds : Math.min(seconds, step * 300);
        int length = 1 + random.nextInt(longest);
        int start = random.nextInt(seconds - length + 1);
        // A third at whole hours, where long windows begin; the others anywhere.
        int unit = random.nextInt(3) == 0 ? 3_600 : 1;
        Map<String, List<String>> filters = new LinkedHashMap<>();
        List<String> dimensions = new ArrayList<>(VALUES.keySet());
        for (int i = random.nextInt(3); i > 0; i--) {
            String dimension = dimensions.get(random.nextInt(dimensions.size()));
            List<String> values = Objects.requireNonNull(VALUES.get(dimension));
            boolean one = dimension.equals("streamed") || random.nextBoolean();
            filters.put(dimension, one ? List.of(values.get(random.nextInt(values.size()))) : values);
        }
        Collections.shuffle(dimensions, random);
        return new Question(
                RawTraffic.START.plusSeconds((long) start / unit * unit),
                RawTraffic.START.plusSeconds(((long) start + length + unit - 1) / unit * unit),
                step,
                filters,
                dimensions.subList(0, random.nextInt(3)));
    }

    /** Arguments by name, from the range on. */
    String arguments() {
        StringBuilder arguments = new StringBuilder("from_time => '%s', to_time => '%s'".formatted(from, to));
        if (stepSeconds != null) {
            arguments.append(", step => '").append(stepSeconds).append(" s'");
        }
        arguments.append(selectionArguments());
        return arguments.toString();
    }

    String selectionArguments() {
        StringBuilder arguments = new StringBuilder();
        filters.forEach((dimension, values) -> arguments.append(
                dimension.equals("streamed")
                        ? ", streamed => " + values.get(0)
                        : ", " + dimension + "s => " + textArray(values)));
        if (!groupBy.isEmpty()) {
            arguments.append(", group_by => ").append(textArray(groupBy));
        }
        return arguments.toString();
    }

    private static String textArray(List<String> values) {
        return values.stream().map(Question::quoted).collect(Collectors.joining(", ", "ARRAY[", "]"));
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** Which raw requests it is about. */
    String rawCondition() {
        return "sent >= '%s' AND sent < '%s'".formatted(wholeTens(from), wholeTens(to)) + rawSelection();
    }

    String rawSelection() {
        return filters.entrySet().stream()
                .map(filter -> " AND " + filter.getKey() + " = ANY (" + textArray(filter.getValue()) + ")")
                .collect(Collectors.joining());
    }

    private static Instant wholeTens(Instant instant) {
        return Instant.ofEpochSecond((instant.getEpochSecond() + 9) / 10 * 10);
    }

    /** The time of the step of a raw request. */
    String rawTime() {
        return stepSeconds == null
                ? "timestamptz '%s'".formatted(from)
                : "greatest(timestamptz '%1$s', to_timestamp(floor(extract(epoch FROM sent) / %2$s) * %2$s))"
                        .formatted(from, stepSeconds);
    }

    /** The name of the group of a raw request. */
    String rawName() {
        return groupBy.isEmpty() ? "''" : String.join(" || ' / ' || ", groupBy);
    }
}
