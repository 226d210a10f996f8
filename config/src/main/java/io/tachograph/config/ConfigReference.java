package io.tachograph.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Every key of the configuration as a page: {@code docs/configuration.md}. */
final class ConfigReference {
    private static final String HEAD = """
            # Configuration

            Every key of `tachograph.yml`, made from the code by `ConfigReferenceTest`. A file names only what differs
            (`--config FILE`); every process reads the same tree and refuses a key that it does not know, a value of the
            wrong type and one out of range, in one sentence with the key's path.

            Durations carry their unit: `500us`, `500ms`, `1.5s`, `2m`, `1h`, `7d`. Any value may say `${NAME}` or
            `${NAME:default}` for an environment variable; one that is set but empty counts as not set. Some defaults are
            variables, so that no file is needed where a container sets them. Secrets are named by their environment
            variable or file and never written into the configuration.
            """;

    private final StringBuilder page = new StringBuilder(HEAD);

    private ConfigReference() {}

    /** Markdown, ending with a line feed. */
    static String markdown() {
        ConfigReference reference = new ConfigReference();
        reference.section("", null, TachographConfig.class);
        return reference.page.toString();
    }

    /** Keys of a section, then the sections within. */
    private void section(String path, @Nullable Key itself, Class<?> type) {
        if (itself != null) {
            page.append("\n## `")
                    .append(path)
                    .append("`\n")
                    .append(sentence(itself.value()))
                    .append("\n");
        }
        boolean table = false;
        for (RecordComponent component : type.getRecordComponents()) {
            if (!component.getType().isRecord() && entries(component) == null) {
                if (!table) {
                    page.append("\n| key | default | |\n|---|---|---|\n");
                    table = true;
                }
                row(path, component);
            }
        }
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> entries = entries(component);
            String name = (path.isEmpty() ? "" : path + ".") + Defaults.nameOf(component);
            if (component.getType().isRecord()) {
                section(name, Defaults.keyOf(component), component.getType());
            } else if (entries != null) {
                section(name + "[]", Defaults.keyOf(component), entries);
            }
        }
    }

    private void row(String path, RecordComponent component) {
        Key key = Defaults.keyOf(component);
        String standard = key.byDefault().isEmpty() ? key.otherwise() : "`" + key.byDefault() + "`";
        page.append("| `")
                .append(path.isEmpty() ? "" : path + ".")
                .append(Defaults.nameOf(component))
                .append("` | ")
                .append(standard)
                .append(" | ")
                .append(key.value())
                .append(" |\n");
    }

    /** The records that a list holds, null for what is no list of records. */
    private static @Nullable Class<?> entries(RecordComponent component) {
        if (component.getGenericType() instanceof ParameterizedType list) {
            Type entry = list.getActualTypeArguments()[0];
            return entry instanceof Class<?> type && type.isRecord() ? type : null;
        }
        return null;
    }

    private static String sentence(String half) {
        return Character.toUpperCase(half.charAt(0)) + half.substring(1) + ".";
    }
}
