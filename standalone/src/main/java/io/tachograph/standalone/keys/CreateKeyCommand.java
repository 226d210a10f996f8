package io.tachograph.standalone.keys;

import io.tachograph.api.caller.RateLimit;
import io.tachograph.api.caller.Scope;
import io.tachograph.api.key.IssuedKey;
import io.tachograph.api.key.KeyRequest;
import io.tachograph.config.ConfigException;
import io.tachograph.store.postgres.ApiKeyStore;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tachograph keys create}. */
@Command(name = "create", description = "Creates a key and prints it, only this once: what is stored is its digest.")
final class CreateKeyCommand extends KeyStoreCommand {
    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Name of the key in lists and logs.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    String name;

    @Option(
            names = "--scope",
            split = ",",
            defaultValue = "read",
            paramLabel = "SCOPE",
            description = "What the key may do: ${COMPLETION-CANDIDATES}; comma-separated (default: read).")
    List<Scope> scopes = List.of();

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            description = "Shows this tenant's requests only (default: all).")
    @Nullable
    String tenant;

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            description = "How long the key is active, such as 90d (default: for ever).")
    @Nullable
    Duration expires;

    @Option(
            names = "--requests-per-minute",
            defaultValue = "60",
            paramLabel = "N",
            description = "Sustained rate that the key may send at (default: 60).")
    int requestsPerMinute;

    @Option(names = "--burst", defaultValue = "10", paramLabel = "N", description = "Requests at once (default: 10).")
    int burst;

    @Override
    int run(ApiKeyStore keys, PrintWriter out) throws SQLException, ConfigException {
        Instant now = Instant.now();
        IssuedKey key;
        try {
            key = IssuedKey.of(
                    new KeyRequest(
                            name,
                            Set.copyOf(scopes),
                            tenant,
                            expires == null ? null : now.plus(expires),
                            new RateLimit(requestsPerMinute, burst)),
                    COMMAND_LINE,
                    now);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
        keys.add(key.stored(), entry("key.create", key.stored().id()));
        out.println("Key  " + key.text());
        out.println("Id   " + key.stored().id());
        out.println("The key is shown only this once, and works within seconds.");
        return 0;
    }
}
