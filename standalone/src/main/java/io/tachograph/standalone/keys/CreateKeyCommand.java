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
@Command(name = "create", description = "Makes a key and prints it, this once: only a digest of it is stored.")
final class CreateKeyCommand extends KeyStoreCommand {
    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "What it is called in lists and logs.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    String name;

    @Option(
            names = "--scope",
            split = ",",
            defaultValue = "read",
            paramLabel = "SCOPE",
            description = "What it is for: ${COMPLETION-CANDIDATES}; several by commas (default: read).")
    List<Scope> scopes = List.of();

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Whose requests alone it sees (default: all).")
    @Nullable
    String tenant;

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            description = "When it ends, 90d for example (default: never).")
    @Nullable
    Duration expires;

    @Option(
            names = "--requests-per-minute",
            defaultValue = "60",
            paramLabel = "N",
            description = "Requests that it may send in the long run (default: 60).")
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
        out.println("It is shown this once, and counts within seconds.");
        return 0;
    }
}
