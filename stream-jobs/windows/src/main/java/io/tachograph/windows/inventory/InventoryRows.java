package io.tachograph.windows.inventory;

import io.tachograph.schemas.Topics;
import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.InventoryContainer;
import io.tachograph.schemas.avro.InventoryEngine;
import io.tachograph.schemas.avro.InventoryJob;
import io.tachograph.schemas.avro.InventoryModel;
import io.tachograph.schemas.avro.InventoryRoute;
import io.tachograph.schemas.avro.InventoryTarget;
import io.tachograph.schemas.avro.LoadTest;
import io.tachograph.schemas.avro.ScoreSummary;
import io.tachograph.schemas.avro.Usage;
import io.tachograph.store.InventoryRow;
import io.tachograph.store.InventoryTable;
import io.tachograph.windows.InvalidRecordException;
import io.tachograph.windows.RecordChecks;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns records of the inventory, events, usage, scores and load tests into rows, field by field: a column is called as its field, but
 * for those in {@link #COLUMNS}, and of times {@code _micros} goes. A field that is new on the wire needs a column alone.
 */
public final class InventoryRows {
    private static final Map<Class<? extends SpecificRecord>, InventoryTable> TABLES = Map.of(
            InventoryTarget.class, InventoryTable.TARGET,
            InventoryEngine.class, InventoryTable.ENGINE,
            InventoryContainer.class, InventoryTable.CONTAINER,
            InventoryModel.class, InventoryTable.MODEL,
            InventoryRoute.class, InventoryTable.MODEL_ROUTE,
            InventoryJob.class, InventoryTable.CLUSTER_JOB,
            Event.class, InventoryTable.EVENT,
            Usage.class, InventoryTable.USAGE,
            ScoreSummary.class, InventoryTable.SCORE,
            LoadTest.class, InventoryTable.LOAD_TEST);

    /** By table and field, columns that are called otherwise: a column says what it identifies. */
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("container.id", "container"),
            Map.entry("model_route.id", "route"),
            Map.entry("cluster_job.id", "job"),
            Map.entry("engine.version", "engine_version"),
            Map.entry("usage.from", "window_start"),
            Map.entry("usage.to", "window_end"),
            Map.entry("usage.count", "calls"),
            Map.entry("usage_1m.from", "window_start"),
            Map.entry("usage_1m.to", "window_end"),
            Map.entry("usage_1m.count", "calls"),
            Map.entry("score.from", "window_start"),
            Map.entry("score.to", "window_end"),
            Map.entry("score.count", "scores"));

    private static final long DAY_MICROS = 86_400_000_000L;

    /** Beside those of keys: sentences and boards are made of them. */
    private static final Set<String> NAMES = Set.of("engine", "version", "kind", "subject");

    /** Names that are no keys, and yet never empty. */
    private static final Set<String> REQUIRED = Set.of("kind");

    /** Numbers that may be negative. */
    private static final Set<String> SIGNED = Set.of("exit_code", "mean", "minimum", "maximum");

    private static final String MICROS = "_micros";

    /** PostgreSQL's calendar ends long before Java's. */
    private static final long LATEST_MICROS =
            Instant.parse("9999-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

    private static final int MOST_ENTRIES = 1_000;
    private static final int MOST_TEXT_BYTES = 2_000;
    private static final int MOST_BYTES = 1 << 20;

    private InventoryRows() {}

    /**
     * The row of a record.
     *
     * @throws InvalidRecordException when the record cannot be true, or there is no table for it
     */
    public static InventoryRow of(SpecificRecord record) throws InvalidRecordException {
        InventoryTable table = table(record);
        if (table == null) {
            throw new InvalidRecordException("a " + record.getSchema().getName() + " does not belong to the inventory");
        }
        SortedMap<String, @Nullable Object> values = new TreeMap<>();
        for (Field field : record.getSchema().getFields()) {
            String name = field.name();
            Object value = record.get(field.pos());
            if (name.endsWith(MICROS)) {
                values.put(column(table, name.substring(0, name.length() - MICROS.length())), time(name, (Long) value));
                continue;
            }
            String column = column(table, name);
            boolean key = table.key().contains(column);
            if (key || NAMES.contains(name)) {
                value = value == null ? "" : value; // Of no target in particular.
                boolean required = REQUIRED.contains(name) || (key && !mayBeEmpty(field));
                refuse(RecordChecks.name(name, (String) value, required));
            }
            values.put(column, checked(name, value));
        }
        if (record instanceof Event event && event.getId().isEmpty()) {
            values.put("id", Topics.eventId(event.getKind(), event.getSubject(), event.getStartedAtMicros()));
        }
        refuse(order(values, "started_at", "ended_at", false));
        refuse(order(values, "window_start", "window_end", true));
        return new InventoryRow(table, values);
    }

    /** Minutes are kept apart from days, which are kept longer; null for what belongs into none. */
    private static @Nullable InventoryTable table(SpecificRecord record) {
        return record instanceof Usage usage && usage.getToMicros() - usage.getFromMicros() < DAY_MICROS
                ? InventoryTable.USAGE_1M
                : TABLES.get(record.getClass());
    }

    private static String column(InventoryTable table, String name) {
        return COLUMNS.getOrDefault(table.table() + "." + name, name);
    }

    /** Of no target in particular, or without an id. */
    private static boolean mayBeEmpty(Field field) {
        return field.hasDefaultValue();
    }

    private static @Nullable String order(
            Map<String, @Nullable Object> values, String from, String to, boolean hasLength) {
        return values.get(from) instanceof Instant start
                        && values.get(to) instanceof Instant end
                        && (end.isBefore(start) || (hasLength && end.equals(start)))
                ? "it ends at " + end + ", but starts at " + start
                : null;
    }

    private static @Nullable Instant time(String field, @Nullable Long micros) throws InvalidRecordException {
        if (micros == null) {
            return null;
        }
        refuse(RecordChecks.micros(field, micros));
        if (micros > LATEST_MICROS) {
            throw new InvalidRecordException(field + " " + micros + " is after the year 9999");
        }
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static @Nullable Object checked(String field, @Nullable Object value) throws InvalidRecordException {
        if (value instanceof String text) {
            text(field, text);
        } else if (value instanceof ByteBuffer bytes) {
            return bytes(field, bytes);
        } else if (value instanceof List<?> list) {
            size(field, list.size());
            for (Object entry : list) {
                text(field, (String) entry);
            }
        } else if (value instanceof Map<?, ?> map) {
            size(field, map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                refuse(RecordChecks.name("a name in " + field, (String) entry.getKey(), true));
                text(field, (String) entry.getValue());
            }
        } else if (value instanceof Number number) {
            if (!Double.isFinite(number.doubleValue())) {
                throw new InvalidRecordException(field + " " + value + " is no number");
            }
            if (number.doubleValue() < 0 && !SIGNED.contains(field)) {
                throw new InvalidRecordException(field + " " + value + " is negative");
            }
        }
        return value;
    }

    private static void size(String field, int entries) throws InvalidRecordException {
        if (entries > MOST_ENTRIES) {
            throw new InvalidRecordException(field + " has " + entries + " entries; the limit is " + MOST_ENTRIES);
        }
    }

    private static void text(String field, String text) throws InvalidRecordException {
        if (text.length() > MOST_TEXT_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MOST_TEXT_BYTES) {
            throw new InvalidRecordException(
                    field + " has " + text.length() + " characters; the limit is " + MOST_TEXT_BYTES + " bytes");
        }
        if (text.indexOf('\0') >= 0) {
            throw new InvalidRecordException(field + " holds a NUL, which no table stores");
        }
    }

    private static byte[] bytes(String field, ByteBuffer value) throws InvalidRecordException {
        if (value.remaining() > MOST_BYTES) {
            throw new InvalidRecordException(
                    field + " has " + value.remaining() + " bytes; the limit is " + MOST_BYTES);
        }
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }

    private static void refuse(@Nullable String why) throws InvalidRecordException {
        if (why != null) {
            throw new InvalidRecordException(why);
        }
    }
}
