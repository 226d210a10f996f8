package io.tachograph.collectors.source.container;

import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Control groups (version 2) of a host's containers, by the containers' ids. Used by one thread at a time. */
public final class ControlGroups {
    private static final int MOST_DEPTH = 10;

    private final Path root;
    private final Map<String, ControlGroup> known = new HashMap<>();

    /** @param root the host's {@code /sys/fs/cgroup}, wherever it is mounted */
    public ControlGroups(Path root) {
        this.root = root;
    }

    /**
     * The groups of these containers, as far as they are there; all others are forgotten.
     *
     * @throws SourceException when there are none of version 2
     */
    public Map<String, ControlGroup> of(Set<String> ids) throws SourceException {
        if (!Files.exists(root.resolve("cgroup.controllers"))) {
            throw new SourceException(
                    FailureKind.UNAVAILABLE,
                    "there are no control groups of version 2 in " + root
                            + ": mount the host's /sys/fs/cgroup there, read-only");
        }
        known.keySet().retainAll(ids);
        known.values().removeIf(group -> !group.isThere());
        if (!known.keySet().containsAll(ids)) {
            find(ids);
        }
        return Map.copyOf(known);
    }

    private void find(Set<String> ids) throws SourceException {
        try {
            Files.walkFileTree(root, Set.of(), MOST_DEPTH, new Walk(ids));
        } catch (IOException e) {
            throw new SourceException(FailureKind.UNREACHABLE, "the control groups in " + root + " cannot be read");
        }
    }

    /** Groups come and go while it walks. */
    private final class Walk extends SimpleFileVisitor<Path> {
        private final Set<String> ids;

        Walk(Set<String> ids) {
            this.ids = ids;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String id = Cgroups.container("0::/" + root.relativize(folder));
            if (id != null && ids.contains(id)) {
                known.putIfAbsent(id, new ControlGroup(folder));
            }
            return id == null ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
