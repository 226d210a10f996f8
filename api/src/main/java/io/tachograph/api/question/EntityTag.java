package io.tachograph.api.question;

import io.tachograph.store.Rows;
import io.tachograph.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tag that changes when rows do: a row changes with every revision of its windows and never without. Weak, because
 * {@code as_of} moves on.
 */
final class EntityTag {
    private EntityTag() {}

    static String of(Rows rows, Plan plan, Format format) {
        MessageDigest digest = Sha256.begin();
        digest.update(
                (format + "|" + plan.range() + plan.step() + rows.columns() + rows.resolutionSeconds() + rows.next())
                        .getBytes(StandardCharsets.UTF_8));
        for (List<@Nullable Object> row : rows.rows()) {
            digest.update(row.toString().getBytes(StandardCharsets.UTF_8));
        }
        return "W/\"" + HexFormat.of().formatHex(digest.digest(), 0, 12) + "\"";
    }

    /** Whether {@code If-None-Match} names this tag. */
    static boolean isNamedBy(@Nullable String header, String tag) {
        if (header == null) {
            return false;
        }
        for (String named : header.split(",", 100)) {
            String bare = named.strip();
            if (bare.equals("*") || bare.replaceFirst("^W/", "").equals(tag.replaceFirst("^W/", ""))) {
                return true;
            }
        }
        return false;
    }
}
