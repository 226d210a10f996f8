package io.tachograph.client.endpoint;

import io.tachograph.schemas.TargetConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A secret that no text shows. */
public final class ApiKey {
    private final String secret;

    private ApiKey(String secret) {
        this.secret = secret;
    }

    /** The key that the target's configuration names, null when it names none. */
    static @Nullable ApiKey of(TargetConfig target, Function<String, @Nullable String> environment) {
        try {
            return read(target.apiKeyEnv(), target.apiKeyFile(), environment);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("target " + target.slug() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a key where it is kept.
     *
     * @param variable name of an environment variable, null for none
     * @param file that holds it and nothing else, null for none; goes before the variable
     * @return null where neither is named
     * @throws IllegalArgumentException in one sentence, without the key, when it cannot be one
     */
    public static @Nullable ApiKey read(
            @Nullable String variable, @Nullable Path file, Function<String, @Nullable String> environment) {
        if (file != null) {
            return checked(fromFile(file), "file " + file);
        }
        if (variable == null) {
            return null;
        }
        String secret = environment.apply(variable);
        if (secret == null || secret.isEmpty()) {
            throw new IllegalArgumentException(
                    "environment variable " + variable + ", which should hold its API key, is not set");
        }
        return checked(secret, "environment variable " + variable);
    }

    private static String fromFile(Path file) {
        String secret;
        try {
            secret = Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("file " + file + ", which should hold its API key, does not exist", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "file " + file + ", which should hold its API key, cannot be read as text", e);
        }
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("file " + file + ", which should hold its API key, is empty");
        }
        if (secret.indexOf('\n') >= 0 || secret.indexOf('\r') >= 0) {
            throw new IllegalArgumentException(
                    "file " + file + ", which should hold its API key and nothing else, has several lines");
        }
        return secret;
    }

    private static ApiKey checked(String secret, String source) {
        if (!secret.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    source + " holds blanks, line breaks or other characters that cannot be part of an API key");
        }
        return new ApiKey(secret);
    }

    /** An {@code Authorization} header with the key, none without. */
    static Map<String, String> bearerHeader(@Nullable ApiKey key) {
        return header("Authorization", key == null ? null : key.bearer());
    }

    /** A header with the key as it is, none without. */
    static Map<String, String> header(String name, @Nullable ApiKey key) {
        return header(name, key == null ? null : key.secret());
    }

    private static Map<String, String> header(String name, @Nullable String value) {
        return value == null ? Map.of() : Map.of(name, value);
    }

    /** Value of an {@code Authorization} header. */
    public String bearer() {
        return "Bearer " + secret;
    }

    /** The key itself, to be put into a header and nowhere else. */
    public String secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "***";
    }
}
