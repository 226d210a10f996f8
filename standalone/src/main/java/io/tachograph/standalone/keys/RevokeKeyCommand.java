package io.tachograph.standalone.keys;

import io.tachograph.config.ConfigException;
import io.tachograph.store.postgres.ApiKeyStore;
import java.io.PrintWriter;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tachograph keys revoke}. */
@Command(name = "revoke", description = "Revokes a key. Within seconds neither it nor its sessions work.")
final class RevokeKeyCommand extends KeyStoreCommand {
    @Parameters(paramLabel = "ID", description = "Id of the key, as 'keys list' shows it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    String id;

    @Override
    int run(ApiKeyStore keys, PrintWriter out) throws SQLException, ConfigException {
        if (!keys.revoke(id, entry("key.revoke", id))) {
            throw new ConfigException("there is no stored key with the id " + id + " that is still active");
        }
        out.println("Revoked.");
        return 0;
    }
}
