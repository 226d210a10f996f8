package io.tachograph.collectors.source.docker;

import io.tachograph.collectors.source.container.EngineImages;
import io.tachograph.collectors.source.discovery.TargetTemplate;
import io.tachograph.collectors.source.loki.LokiSettings;
import io.tachograph.config.Key;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** An entry of {@code sources} with {@code kind: docker}. */
public record DockerSettings(
        @Key(
                value = "`unix:///PATH`, `tcp://HOST:PORT` or `https://HOST:PORT`",
                otherwise = "`DOCKER_HOST`, else `unix:///var/run/docker.sock`")
        @Nullable
        String host,

        @Key(
                value = "folder with `ca.pem`, `cert.pem` and `key.pem`; with it `tcp` means TLS",
                otherwise = "`DOCKER_CERT_PATH`")
        @Nullable
        Path certPath,

        @Key(value = "when an answer is no longer waited for", byDefault = "5s")
        Duration requestTimeout,

        @Key(value = "requests at once", byDefault = "8") int concurrency,

        @Key(
                value = "regular expression by engine, found in the names of its images; an empty one for none",
                otherwise = "[known images](collectors.md#docker)")
        @Nullable
        Map<String, String> images,

        @Key(
                value =
                        "how engines are reached: `container` (its IP address), `published` (the port on the host) or `auto`",
                byDefault = "auto")
        String address,

        @Key(value = "network whose address counts, of several", otherwise = "the first") @Nullable
        String network,

        @Key("what the targets have in common; labels of the container go before it")
        TargetTemplate target,

        @Key(
                value = "containers whose use of CPU, memory, network and disks is read: `engines`, `all` or `none`",
                byDefault = "engines")
        String usage,

        @Key(value = "count lines of the engines' logs that look like errors", byDefault = "false")
        boolean logErrors,

        @Key(value = "regular expression of such a line", byDefault = "'\\b(ERROR|CRITICAL|FATAL|Traceback|panic)\\b'")
        String logErrorPattern,

        @Key("where lines of the engines' logs are forwarded to")
        LokiSettings loki,

        @Key(
                value = "NVIDIA's management library, asked for the GPUs' UUIDs and for who computes on them",
                byDefault = "libnvidia-ml.so.1")
        String nvmlLibrary) {
    private static final Set<String> ADDRESSES = Set.of("auto", "container", "published");
    private static final Set<String> USAGES = Set.of("engines", "all", "none");

    public DockerSettings {
        if (!ADDRESSES.contains(address)) {
            throw new IllegalArgumentException("address '" + address + "' must be auto, container or published");
        }
        if (!USAGES.contains(usage)) {
            throw new IllegalArgumentException("usage '" + usage + "' must be engines, all or none");
        }
        if (concurrency < 1 || concurrency > 256) {
            throw new IllegalArgumentException("concurrency " + concurrency + " must be from 1 to 256");
        }
        if (requestTimeout.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("request-timeout must be at least 1ms");
        }
        images = EngineImages.checked(images);
        Pattern unused = pattern(logErrorPattern);
    }

    static Pattern pattern(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + expression + "' is no regular expression: " + e.getDescription());
        }
    }
}
