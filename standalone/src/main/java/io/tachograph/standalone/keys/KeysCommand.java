package io.tachograph.standalone.keys;

import picocli.CommandLine.Command;

/** {@code tachograph keys}. */
@Command(
        name = "keys",
        description = "Creates, lists and revokes API keys stored in the database. Keys in API_KEYS work beside them.",
        subcommands = {CreateKeyCommand.class, ListKeysCommand.class, RevokeKeyCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class KeysCommand {}
