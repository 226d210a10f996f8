package io.tachograph.collectors.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ConfigFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The kinds of source that are on the class path, found by {@link ServiceLoader}. */
public final class SourceKinds {
    private static final Set<String> COMMON = Set.of("kind", "every", "timeout");

    private final TreeMap<String, SourceKind<?>> kinds = new TreeMap<>();

    /** @throws IllegalStateException when two kinds have one name */
    public SourceKinds() {
        for (SourceKind<?> kind : ServiceLoader.load(SourceKind.class)) {
            SourceKind<?> other = kinds.put(kind.name(), kind);
            if (other != null) {
                throw new IllegalStateException("two kinds of source are called " + kind.name() + ": "
                        + kind.getClass().getName() + " and " + other.getClass().getName());
            }
        }
    }

    /**
     * The sources that the configuration names.
     *
     * @throws ConfigException when a kind is unknown, a key or value is wrong, or two sources have one name
     */
    public List<ConfiguredSource> open(List<ObjectNode> entries, SourceContext context) throws ConfigException {
        List<ConfiguredSource> sources = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            String at = "sources[" + i + "]";
            for (ConfiguredSource source : open(entries.get(i), at, context)) {
                if (!names.add(source.name())) {
                    throw new ConfigException(at + ": there is a source " + source.name() + " already");
                }
                sources.add(source);
            }
        }
        return sources;
    }

    private List<ConfiguredSource> open(ObjectNode keys, String at, SourceContext context) throws ConfigException {
        SourceEntry entry = ConfigFile.entry(keys.deepCopy().retain(COMMON), SourceEntry.class, at);
        SourceKind<?> kind = kinds.get(entry.kind());
        if (kind == null) {
            throw new ConfigException(at + ".kind: '" + entry.kind() + "' is an unknown kind of source; there are "
                    + kinds.keySet().stream().collect(Collectors.joining(", ")));
        }
        ObjectNode own = keys.deepCopy().without(COMMON);
        try {
            return open(kind, own, at, context).stream()
                    .map(named -> new ConfiguredSource(
                            named,
                            kind.name(),
                            entry.every() == null ? kind.every() : entry.every(),
                            entry.timeout() == null ? kind.timeout() : entry.timeout(),
                            keys))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new ConfigException(at + ": " + e.getMessage());
        }
    }

    private static <C extends Record> List<NamedSource> open(
            SourceKind<C> kind, ObjectNode keys, String at, SourceContext context) throws ConfigException {
        return kind.open(ConfigFile.entry(keys, kind.settings(), at), context);
    }
}
