package io.tachograph.standalone;

import io.tachograph.config.ConfigException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Turns whatever ended a command into one sentence. The stack trace is in the log, for those who look for it. */
final class OneSentence implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        LoggerFactory.getLogger(OneSentence.class).info("the command failed", failure);
        command.getErr().println("tachograph: " + sentence(failure));
        return failure instanceof ConfigException
                ? command.getCommandSpec().exitCodeOnInvalidInput()
                : command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static String sentence(Exception failure) {
        String message = failure.getMessage();
        // These name the file and nothing else.
        if (failure instanceof AccessDeniedException) {
            return "permission denied: " + message;
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file: " + message;
        }
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
