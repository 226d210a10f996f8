package io.tachograph.collectors.source.discovery;

import io.tachograph.config.Key;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A name whose every address is a target. */
public record DnsSettings(
        @Key(value = "host name, such as that of a headless service", otherwise = "required")
        String name,

        @Key(value = "TCP port at each address", otherwise = "required")
        Integer port,

        @Key(value = "name server to ask, `HOST:PORT`", otherwise = "the system's") @Nullable
        String server,

        @Key(value = "how long targets stay when no name server answers", byDefault = "10m")
        Duration keep,

        @Key("what the targets have in common") TargetTemplate target) {
    public DnsSettings {
        if (name == null || name.isBlank() || port == null) {
            throw new IllegalArgumentException("a source of kind dns needs name and port");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " must be from 1 to 65535");
        }
        if (keep.isNegative()) {
            throw new IllegalArgumentException("keep must not be negative");
        }
        if (server != null && !server.matches("[^\\s:]+:[0-9]{1,5}|\\[[^\\s\\]]+]:[0-9]{1,5}")) {
            throw new IllegalArgumentException("server '" + server + "' must be HOST:PORT of a name server");
        }
        if (target.model() == null) {
            throw new IllegalArgumentException("target.model is missing: DNS does not tell it");
        }
    }
}
