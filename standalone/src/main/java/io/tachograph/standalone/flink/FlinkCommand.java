package io.tachograph.standalone.flink;

import picocli.CommandLine.Command;

/** {@code tachograph flink}. */
@Command(
        name = "flink",
        description = "Runs a process of a Flink cluster, on which 'jobs --flink' puts the stream jobs.",
        subcommands = {JobManagerCommand.class, TaskManagerCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class FlinkCommand {}
