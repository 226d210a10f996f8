package io.tachograph.config;

/** A configuration that cannot be used. The message is one sentence that names the key. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
