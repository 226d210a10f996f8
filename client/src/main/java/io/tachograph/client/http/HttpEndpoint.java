package io.tachograph.client.http;

import java.net.URI;
import java.util.Objects;

/**
 * Where connections go to. Connections are shared by everything that has the same endpoint.
 *
 * @param host name or address, IPv6 addresses without brackets
 * @param port TCP port
 * @param tls whether to speak TLS
 */
public record HttpEndpoint(String host, int port, boolean tls) {
    public HttpEndpoint {
        if (host.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("endpoint '" + host + ":" + port + "' is no host and port");
        }
    }

    /** The endpoint of an {@code http} or {@code https} URL with a host. */
    public static HttpEndpoint of(URI url) {
        boolean tls = "https".equals(url.getScheme());
        String host = Objects.requireNonNull(url.getHost(), "host");
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        return new HttpEndpoint(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port, tls);
    }

    /** Value of the {@code Host} header. */
    String hostHeader() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
