package io.tachograph.collectors.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificRecord;

/**
 * Announcements of a source to the inventory: a record goes out when it says something new, and else only now and then, so that
 * what nobody says any more is seen to be old. Records have {@code asserted_at_micros}. Not thread-safe.
 */
public final class Announcements {
    private static final long AGAIN_MICROS = 5 * 60_000_000L;
    private static final String ASSERTED = "asserted_at_micros";
    private static final String ENDED = "ended_at_micros";

    private record Said(SpecificRecord facts, long atMicros) {}

    private final Map<String, Said> said = new HashMap<>();

    /**
     * Says what is so, if it is due.
     *
     * @param key what tells the thing from all others that are announced here
     * @param facts with any time of assertion; not to be changed afterwards
     * @param atMicros the time of assertion
     */
    public void say(String key, SpecificRecord facts, long atMicros, Consumer<? super SpecificRecord> records) {
        set(facts, ASSERTED, 0);
        Said before = said.get(key);
        if (before == null || !before.facts.equals(facts) || atMicros - before.atMicros >= AGAIN_MICROS) {
            said.put(key, new Said(facts, atMicros));
            records.accept(asserted(facts, atMicros));
        }
    }

    /** Says of everything that was said and is not among these that it has ended now. */
    public void endOthers(Set<String> keys, long atMicros, Consumer<? super SpecificRecord> records) {
        said.entrySet().removeIf(entry -> {
            boolean gone = !keys.contains(entry.getKey());
            if (gone) {
                SpecificRecord last = asserted(entry.getValue().facts, atMicros);
                set(last, ENDED, atMicros);
                records.accept(last);
            }
            return gone;
        });
    }

    /** Forgets one thing, of whose end everything has been said. */
    public void forget(String key) {
        said.remove(key);
    }

    /** A record of its own: what was published is not to be changed. */
    private static SpecificRecord asserted(SpecificRecord facts, long atMicros) {
        try {
            SpecificRecord record = facts.getClass().getConstructor().newInstance();
            for (Field field : facts.getSchema().getFields()) {
                record.put(field.pos(), facts.get(field.pos()));
            }
            set(record, ASSERTED, atMicros);
            return record;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("every record of ours has a constructor without parameters", e);
        }
    }

    private static void set(SpecificRecord record, String field, long micros) {
        record.put(record.getSchema().getField(field).pos(), micros);
    }
}
