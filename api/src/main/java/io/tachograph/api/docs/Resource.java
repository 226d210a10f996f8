package io.tachograph.api.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Files that travel in jars. */
public final class Resource {
    private Resource() {}

    /** Reads a file beside this class, or by a path from the root when it starts with a slash. */
    public static byte[] read(String path) {
        try (@Nullable InputStream in = Resource.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is missing from the class path of the API.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read from the class path of the API.", e);
        }
    }

    /** Reads a file of a webjar, whose paths contain a version that only its own properties tell. */
    public static byte[] readWebjar(String group, String artifact, String path) {
        String properties = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        return read("/META-INF/resources/webjars/" + artifact + "/" + version(properties) + "/" + path);
    }

    private static String version(String propertiesPath) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(new String(read(propertiesPath), StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(propertiesPath + " cannot be read.", e);
        }
        @Nullable String version = properties.getProperty("version");
        if (version == null) {
            throw new IllegalStateException(propertiesPath + " does not tell a version.");
        }
        return version;
    }
}
