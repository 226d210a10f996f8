package io.tachograph.collectors.source.huggingface;

import io.tachograph.collectors.source.Announcements;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.Source;
import io.tachograph.collectors.source.SourceContext;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.Troubles;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.collectors.source.huggingface.HubModel.State;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the models of all targets, once a day each. A name that is no namespace with a name, such as a path of a server's
 * disk or a name that a gateway made up, is never sent anywhere. One that fails does not keep the others from being looked
 * up. One reading at a time.
 */
final class HubSource implements Source {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}/[A-Za-z0-9][A-Za-z0-9._-]{0,95}");

    /** Two questions each, of five hundred in five minutes that anybody has. */
    private static final int MOST_IN_ONE_READING = 20;

    private final HubClient hub;
    private final HubCache cache;
    private final List<String> configured;
    private final SourceContext context;
    private final Announcements announcements = new Announcements();
    private volatile String details = "";

    HubSource(HubClient hub, HubCache cache, List<String> configured, SourceContext context) {
        this.hub = hub;
        this.cache = cache;
        this.configured = configured;
        this.context = context;
    }

    @Override
    public String details() {
        return details;
    }

    @Override
    public CompletionStage<Void> read(Consumer<SpecificRecord> records) {
        return Reading.begin(reading -> read(reading, records));
    }

    private synchronized void read(Reading reading, Consumer<SpecificRecord> records) throws SourceException {
        Set<String> names = new TreeSet<>(configured);
        names.addAll(context.targets().models());
        names.removeIf(name -> !NAME.matcher(name).matches());
        Map<State, Integer> states = new EnumMap<>(State.class);
        Set<String> waiting = new TreeSet<>(names);
        Troubles troubles = new Troubles();
        try {
            int asked = 0;
            for (String name : names) {
                HubModel model = cache.get(name);
                if (model == null && asked < MOST_IN_ONE_READING) {
                    asked++;
                    model = lookUp(reading, name, troubles);
                }
                if (model != null) {
                    waiting.remove(name);
                    states.merge(model.state(), 1, Integer::sum);
                    tell(model, records);
                }
            }
        } finally {
            details = describe(states, waiting.size());
        }
        announcements.endOthers(names, nowMicros(), records);
        troubles.raise();
    }

    /** Null when this one fails alone. */
    private @Nullable HubModel lookUp(Reading reading, String name, Troubles troubles) throws SourceException {
        try {
            HubModel model = hub.lookUp(reading, name);
            cache.put(model);
            return model;
        } catch (SourceException e) {
            if (e.kind() == FailureKind.LIMITED || reading.isDone()) {
                throw e;
            }
            troubles.add(e.kind(), e.getMessage());
            return null;
        }
    }

    private void tell(HubModel model, Consumer<SpecificRecord> records) {
        if (model.state() == State.FOUND || model.state() == State.GATED) {
            announcements.say(model.model(), model.record(context.agent()), nowMicros(), records);
        }
    }

    private long nowMicros() {
        return context.clock().nowMicros();
    }

    private static String describe(Map<State, Integer> states, int waiting) {
        Map<String, Integer> counts = new TreeMap<>();
        states.forEach((state, count) ->
                counts.put(state.name().toLowerCase(Locale.ROOT).replace('_', ' '), count));
        String known = counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        String later = waiting == 0 ? "" : waiting + " not asked for yet";
        return known.isEmpty() || later.isEmpty() ? known + later : known + ", " + later;
    }

    /** Holds nothing. */
    @Override
    public void close() {}
}
