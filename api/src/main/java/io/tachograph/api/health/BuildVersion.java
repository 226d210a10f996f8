package io.tachograph.api.health;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads the version that the build wrote beside this class, which unlike a manifest survives shading. */
public final class BuildVersion {
    private BuildVersion() {}

    /** The version, such as {@code 0.1.0-SNAPSHOT}. */
    public static String read() {
        Properties properties = new Properties();
        try (@Nullable InputStream in = BuildVersion.class.getResourceAsStream("build.properties")) {
            if (in == null) {
                throw new IllegalStateException("build.properties is missing from the jar of the API.");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("build.properties in the jar of the API cannot be read.", e);
        }
        return properties.getProperty("version", "unknown");
    }
}
