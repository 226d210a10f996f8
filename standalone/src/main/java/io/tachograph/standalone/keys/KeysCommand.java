package io.tachograph.standalone.keys;

import picocli.CommandLine.Command;

/** {@code tachograph keys}. */
@Command(
        name = "keys",
        description =
                "Makes, lists and revokes keys of the API that are stored in the database, beside those of API_KEYS.",
        subcommands = {CreateKeyCommand.class, ListKeysCommand.class, RevokeKeyCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class KeysCommand {}
