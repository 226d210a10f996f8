package io.tachograph.standalone;

import picocli.CommandLine;

/** Turns whatever ended a command into one sentence. The stack trace is in the log, for those who look for it. */
final class OneSentence implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        String message = failure.getMessage();
        command.getErr()
                .println("tachograph: "
                        + (message == null || message.isBlank()
                                ? failure.getClass().getSimpleName()
                                : message.lines().findFirst().orElse("")));
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
