package io.tachograph.standalone.prices;

import picocli.CommandLine.Command;

/** {@code tachograph prices}. */
@Command(
        name = "prices",
        description =
                "Sets, lists and removes what tokens of models cost: what the API and the boards reckon costs with.",
        subcommands = {SetPriceCommand.class, ListPricesCommand.class, RemovePriceCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class PricesCommand {}
