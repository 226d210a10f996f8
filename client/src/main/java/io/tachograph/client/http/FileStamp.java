package io.tachograph.client.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * Tells a file from what it was before, links followed; all null or 0 where it cannot be looked at.
 *
 * @param key which file it is: one that was renamed to this name differs
 */
public record FileStamp(
        @Nullable FileTime modified, long size, @Nullable Object key) {
    public static FileStamp of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(now.lastModifiedTime(), now.size(), now.fileKey());
        } catch (IOException e) {
            return new FileStamp(null, 0, null);
        }
    }
}
