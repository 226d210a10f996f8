package io.tachograph.collectors.target;

import io.tachograph.schemas.TargetConfig;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A secret that no text shows. */
final class ApiKey {
    private final String secret;

    private ApiKey(String secret) {
        this.secret = secret;
    }

    /** The key that the target's configuration names, null when it names none. */
    static @Nullable ApiKey of(TargetConfig target, Function<String, @Nullable String> environment) {
        String name = target.apiKeyEnv();
        if (name == null) {
            return null;
        }
        String secret = environment.apply(name);
        if (secret == null || secret.isEmpty()) {
            throw new IllegalArgumentException("target " + target.slug() + ": environment variable " + name
                    + ", which should hold its API key, is not set");
        }
        if (!secret.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("target " + target.slug() + ": environment variable " + name
                    + " holds blanks, line breaks or other characters that cannot be part of an API key");
        }
        return new ApiKey(secret);
    }

    String bearer() {
        return "Bearer " + secret;
    }

    String secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "***";
    }
}
