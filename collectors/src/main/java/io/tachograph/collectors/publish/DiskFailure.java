package io.tachograph.collectors.publish;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Why a disk does not do what it is asked for, in a few words. */
final class DiskFailure {
    private DiskFailure() {}

    static String words(IOException failure) {
        String reason = failure instanceof FileSystemException disk ? disk.getReason() : failure.getMessage();
        String lower = String.valueOf(reason).toLowerCase(Locale.ROOT);
        if (failure instanceof AccessDeniedException || lower.contains("permission denied")) {
            return "the agent's user may not write there";
        }
        if (failure instanceof FileAlreadyExistsException || lower.contains("not a directory")) {
            return "it, or what it is in, is a file and no folder";
        }
        if (lower.contains("no space left") || lower.contains("quota")) {
            return "the disk is full";
        }
        if (lower.contains("read-only")) {
            return "the file system is mounted read-only";
        }
        return failure instanceof NoSuchFileException
                ? "its files were removed while it was in use"
                : "the disk fails to read or write";
    }
}
