package io.tachograph.standalone.keys;

import io.tachograph.store.StoredKey;
import io.tachograph.store.postgres.ApiKeyStore;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code tachograph keys list}. */
@Command(name = "list", description = "Lists the stored keys, but not the keys themselves.")
final class ListKeysCommand extends KeyStoreCommand {
    @Override
    int run(ApiKeyStore keys, PrintWriter out) throws SQLException {
        List<StoredKey> all = keys.all();
        if (all.isEmpty()) {
            out.println("No key is stored. Create one: tachograph keys create --name NAME");
            return 0;
        }
        int name = Math.max(
                4, all.stream().mapToInt(key -> key.name().length()).max().orElse(0));
        String row = "%-14s  %-" + name + "s  %-5s  %-25s  %-12s  %-13s  %s%n";
        out.printf(Locale.ROOT, row, "Id", "Name", "Hint", "Scopes", "Tenant", "Per min/burst", "State");
        Instant now = Instant.now();
        for (StoredKey key : all) {
            out.printf(
                    Locale.ROOT,
                    row,
                    key.id(),
                    key.name(),
                    key.hint(),
                    String.join(",", key.scopes()),
                    key.tenant() == null ? "all" : key.tenant(),
                    key.requestsPerMinute() + "/" + key.burst(),
                    state(key, now));
        }
        return 0;
    }

    private static String state(StoredKey key, Instant now) {
        Instant revoked = key.revokedAt();
        if (revoked != null) {
            return "revoked " + text(revoked);
        }
        @Nullable Instant expires = key.expiresAt();
        if (expires == null) {
            return "active";
        }
        return expires.isAfter(now) ? "active until " + text(expires) : "expired " + text(expires);
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
