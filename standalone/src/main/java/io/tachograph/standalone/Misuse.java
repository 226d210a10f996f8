package io.tachograph.standalone;

import io.tachograph.standalone.bench.BenchLine;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence what is wrong with a command line, where picocli would print the whole help as well. */
final class Misuse implements CommandLine.IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        String source = BenchLine.source(command, mistake.getArgSpec());
        PrintWriter err = command.getErr();
        err.println("tachograph: " + (source.isEmpty() ? "" : source + ": ") + sentence(mistake) + "; '"
                + command.getCommandSpec().qualifiedName() + " --help' lists all options");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String sentence(ParameterException mistake) {
        String message = String.valueOf(mistake.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll(" is not a(n)? (double|float)$", " is not a number")
                .replaceAll(" is not a(n)? (int|long)$", " is not a whole number");
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            return near.isEmpty() ? message : message + " (similar: " + String.join(", ", near) + ")";
        }
        return message;
    }
}
