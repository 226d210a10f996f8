package io.tachograph.standalone.keys;

import io.tachograph.config.ConfigException;
import io.tachograph.store.postgres.ApiKeyStore;
import java.io.PrintWriter;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tachograph keys revoke}. */
@Command(name = "revoke", description = "Revokes a key; within seconds it no longer counts, nor do its sessions.")
final class RevokeKeyCommand extends KeyStoreCommand {
    @Parameters(paramLabel = "ID", description = "Its id, as 'keys list' shows it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    String id;

    @Override
    int run(ApiKeyStore keys, PrintWriter out) throws SQLException, ConfigException {
        if (!keys.revoke(id, entry("key.revoke", id))) {
            throw new ConfigException("there is no stored key with the id " + id + " that still counts");
        }
        out.println("Revoked.");
        return 0;
    }
}
