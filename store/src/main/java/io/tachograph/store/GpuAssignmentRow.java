package io.tachograph.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A GPU worked for a target in [validFrom, validTo). Replaced only by a row asserted at the same time or later.
 *
 * @param gpu UUID
 * @param target slug
 * @param validTo exclusive, null while it lasts
 * @param assertedAt when the source said so
 * @param source who says so
 * @param reason by what it was concluded
 * @param expiresAt when it is taken to have ended unless it was said again, null for never
 */
public record GpuAssignmentRow(
        String gpu,
        String target,
        Instant validFrom,
        @Nullable Instant validTo,
        Instant assertedAt,
        String source,
        String reason,
        @Nullable Instant expiresAt) {
    /** @throws IllegalArgumentException when it ends before it begins */
    public GpuAssignmentRow {
        if (validTo != null && validTo.isBefore(validFrom)) {
            throw new IllegalArgumentException("assignment of " + gpu + " to " + target + " ends at " + validTo
                    + ", before its begin " + validFrom);
        }
    }
}
