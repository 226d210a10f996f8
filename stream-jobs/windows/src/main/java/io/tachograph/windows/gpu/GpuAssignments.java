package io.tachograph.windows.gpu;

import static io.tachograph.windows.sample.FieldCheck.name;
import static io.tachograph.windows.sample.FieldCheck.time;

import io.tachograph.schemas.avro.GpuAssignment;
import io.tachograph.store.GpuAssignmentRow;
import io.tachograph.windows.InvalidRecordException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Turns assignments on the wire into the store's rows and refuses what cannot be true. */
public final class GpuAssignments {
    /** PostgreSQL's calendar ends long before Java's; no assignment lasts beyond this. */
    private static final long LATEST_MICROS =
            Instant.parse("9999-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

    private GpuAssignments() {}

    /** @throws InvalidRecordException when the record cannot be true */
    public static GpuAssignmentRow of(GpuAssignment wire) throws InvalidRecordException {
        name("gpu", wire.getGpu(), true);
        name("target", wire.getTarget(), true);
        name("source", wire.getSource(), false);
        name("reason", wire.getReason(), false);
        checked("valid_from_micros", wire.getValidFromMicros());
        checked("asserted_at_micros", wire.getAssertedAtMicros());
        Long to = wire.getValidToMicros();
        if (to != null) {
            checked("valid_to_micros", to);
            if (to < wire.getValidFromMicros()) {
                throw new InvalidRecordException(
                        "valid_to_micros " + to + " is before valid_from_micros " + wire.getValidFromMicros());
            }
        }
        Long expires = wire.getExpiresAtMicros();
        if (expires != null) {
            checked("expires_at_micros", expires);
        }
        return new GpuAssignmentRow(
                wire.getGpu(),
                wire.getTarget(),
                instant(wire.getValidFromMicros()),
                to == null ? null : instant(to),
                instant(wire.getAssertedAtMicros()),
                wire.getSource(),
                wire.getReason(),
                expires == null ? null : instant(expires));
    }

    private static void checked(String field, long micros) throws InvalidRecordException {
        time(field, micros);
        if (micros > LATEST_MICROS) {
            throw new InvalidRecordException(field + " " + micros + " is after the year 9999");
        }
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
