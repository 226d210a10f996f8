package io.tachograph.standalone.bench;

import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.standalone.log.Logs;
import io.tachograph.standalone.terminal.Interrupt;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.slf4j.LoggerFactory;

/** A command that ends in one sentence and an exit code, and that the JVM's end waits for. */
final class GuardedCommand {
    private static final int INTERRUPT_LIMIT_SECONDS = 60;

    /** What the command does. */
    @FunctionalInterface
    interface Work {
        /** @return the exit code */
        int until(Interrupt interrupt) throws BenchException, ConfigException, IOException, InterruptedException;
    }

    private GuardedCommand() {}

    static int run(PrintWriter err, Work work) {
        Interrupt interrupt = Interrupt.install(INTERRUPT_LIMIT_SECONDS);
        try {
            Logs.toFileOnly(ProcessEnvironment.read());
            return work.until(interrupt);
        } catch (BenchException e) {
            return say(err, String.valueOf(e.getMessage()), e, e.exitCode());
        } catch (ConfigException | IllegalArgumentException e) {
            return say(err, String.valueOf(e.getMessage()), e, ExitCode.MISUSED);
        } catch (IOException e) {
            // What is written is dealt with where it is written: this was to be read.
            return say(err, "a file cannot be read: " + unread(e), e, ExitCode.MISUSED);
        } catch (InterruptedException e) {
            return say(err, "interrupted before anything was measured", e, ExitCode.INTERRUPTED);
        } finally {
            interrupt.stopped();
        }
    }

    private static String unread(IOException failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        if (failure instanceof NoSuchFileException) {
            return message + " does not exist";
        }
        return failure instanceof AccessDeniedException ? message + ": access denied" : message;
    }

    private static int say(PrintWriter err, String sentence, Exception failure, int exitCode) {
        LoggerFactory.getLogger(GuardedCommand.class).info("the command failed", failure);
        // Before the JVM's end is let go on.
        err.println("tachograph: " + sentence);
        err.flush();
        return exitCode;
    }
}
