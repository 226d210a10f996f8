package io.tachograph.config;

import java.util.Map;
import java.util.stream.Collectors;

/** The variables of this process. */
public final class ProcessEnvironment {
    private ProcessEnvironment() {}

    /** Those that have a value: one that is set but empty counts as not set, since compose files pass {@code NAME=}. */
    public static Map<String, String> read() {
        return withValues(System.getenv());
    }

    /** Where servers of this process listen unless told otherwise: {@code LISTEN_HOST}, else this machine alone. */
    public static String listenHost(Map<String, String> environment) {
        return environment.getOrDefault("LISTEN_HOST", "127.0.0.1");
    }

    static Map<String, String> withValues(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable -> !variable.getValue().isBlank())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
