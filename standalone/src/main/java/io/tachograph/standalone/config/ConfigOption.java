package io.tachograph.standalone.config;

import io.tachograph.config.ConfigException;
import io.tachograph.config.ConfigFile;
import io.tachograph.config.TachographConfig;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config}, of every command that reads the configuration. */
public final class ConfigOption {
    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file (YAML).")
    @Nullable
    Path file;

    /** @throws ConfigException when the file cannot be read or a key or value is wrong */
    public TachographConfig read(Map<String, String> environment) throws ConfigException {
        return ConfigFile.readOrDefaults(file, environment);
    }
}
