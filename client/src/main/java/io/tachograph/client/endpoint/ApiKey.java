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
        if (target.apiKeyFile() != null) {
            return checked(target, fromFile(target, target.apiKeyFile()), "file " + target.apiKeyFile());
        }
        String name = target.apiKeyEnv();
        if (name == null) {
            return null;
        }
        String secret = environment.apply(name);
        if (secret == null || secret.isEmpty()) {
            throw refusal(target, "environment variable " + name, ", which should hold its API key, is not set");
        }
        return checked(target, secret, "environment variable " + name);
    }

    private static String fromFile(TargetConfig target, Path file) {
        String secret;
        try {
            secret = Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (NoSuchFileException e) {
            throw refusal(target, "file " + file, ", which should hold its API key, does not exist");
        } catch (IOException e) {
            throw refusal(target, "file " + file, ", which should hold its API key, cannot be read as text");
        }
        if (secret.isEmpty()) {
            throw refusal(target, "file " + file, ", which should hold its API key, is empty");
        }
        if (secret.indexOf('\n') >= 0 || secret.indexOf('\r') >= 0) {
            throw refusal(
                    target, "file " + file, ", which should hold its API key and nothing else, has several lines");
        }
        return secret;
    }

    private static ApiKey checked(TargetConfig target, String secret, String source) {
        if (!secret.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw refusal(
                    target, source, " holds blanks, line breaks or other characters that cannot be part of an API key");
        }
        return new ApiKey(secret);
    }

    private static IllegalArgumentException refusal(TargetConfig target, String source, String fault) {
        return new IllegalArgumentException("target " + target.slug() + ": " + source + fault);
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
