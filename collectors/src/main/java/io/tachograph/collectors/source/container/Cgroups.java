package io.tachograph.collectors.source.container;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code /proc/PID/cgroup}: lines {@code hierarchy:controllers:path} of version 1, one line {@code 0::path} of
 * version 2, or both. Runtimes put the container's id into the path, each in its own way.
 */
final class Cgroups {
    /** Docker, containerd, CRI-O, podman. What watches a container from outside (conmon) has a scope with its id too. */
    private static final Pattern ID = Pattern.compile("(?<![0-9a-z])(?<!conmon-)([0-9a-f]{64})(?=\\.scope(?:/|$)|/|$)");
    /** A task of ECS without an instance: the task's id and the container's number. */
    private static final Pattern ECS = Pattern.compile("/ecs/(?:.*/)?([0-9a-f]{32}-[0-9]+)(?=/|$)");

    private static final Pattern LXC = Pattern.compile("^/(?:.*/)?(?:lxc/|lxc\\.payload\\.)([^/]+)");

    /** The surest first: a Docker container within one of LXC is Docker's. */
    private static final List<Pattern> RUNTIMES = List.of(ID, ECS, LXC);

    private Cgroups() {}

    /**
     * The innermost container that the file names.
     *
     * @return its id, or its name with LXC; null when there is none
     */
    static @Nullable String container(String file) {
        List<String> paths = file.lines().map(Cgroups::path).toList();
        for (Pattern runtime : RUNTIMES) {
            for (String path : paths) {
                String found = last(runtime.matcher(path));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** Controllers hold no colon, but paths may: {@code …slice:cri-containerd:ID}. */
    private static String path(String line) {
        int controllers = line.indexOf(':');
        int path = line.indexOf(':', controllers + 1);
        return controllers < 0 || path < 0 ? "" : line.substring(path + 1);
    }

    private static @Nullable String last(Matcher matcher) {
        String found = null;
        while (matcher.find()) {
            found = matcher.group(1);
        }
        return found;
    }
}
