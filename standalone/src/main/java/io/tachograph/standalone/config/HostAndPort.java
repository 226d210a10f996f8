package io.tachograph.standalone.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a server listens, as an option names it. */
public record HostAndPort(String host, int port) {
    private static final Pattern TEXT = Pattern.compile("(.+):(\\d{1,5})");
    private static final int MOST = 65_535;

    @Override
    public String toString() {
        return host + ":" + port;
    }

    /** Reads {@code HOST:PORT}. */
    public static final class Text implements ITypeConverter<HostAndPort> {
        @Override
        public HostAndPort convert(String text) {
            Matcher parts = TEXT.matcher(text);
            if (parts.matches() && Integer.parseInt(parts.group(2)) <= MOST) {
                return new HostAndPort(parts.group(1), Integer.parseInt(parts.group(2)));
            }
            throw new TypeConversionException("'" + text + "' is not HOST:PORT");
        }
    }
}
