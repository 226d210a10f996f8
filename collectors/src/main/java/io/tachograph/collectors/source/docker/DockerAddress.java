package io.tachograph.collectors.source.docker;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine listens.
 *
 * @param socket path of its unix socket, null when it listens on TCP
 * @param host name or address, {@code localhost} for a socket
 * @param port TCP port, 0 for a socket
 * @param tls whether TCP carries TLS
 */
record DockerAddress(@Nullable Path socket, String host, int port, boolean tls) {
    private static final int PLAIN_PORT = 2375;
    private static final int TLS_PORT = 2376;

    /**
     * @param text as {@code DOCKER_HOST} has it
     * @param certificates whether there are any: {@code tcp} then means TLS
     * @throws IllegalArgumentException in one sentence
     */
    static DockerAddress of(String text, boolean certificates) {
        if (text.startsWith("unix://") && text.length() > "unix://".length()) {
            return new DockerAddress(Path.of(text.substring("unix://".length())), "localhost", 0, false);
        }
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme();
            boolean tls = scheme.equals("https") || (scheme.equals("tcp") && certificates);
            if ((tls || scheme.equals("tcp") || scheme.equals("http"))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null) {
                int port = uri.getPort() >= 0 ? uri.getPort() : tls ? TLS_PORT : PLAIN_PORT;
                return new DockerAddress(null, uri.getHost(), port, tls);
            }
        } catch (URISyntaxException e) {
            // Said below, with the form that is wanted.
        }
        throw new IllegalArgumentException(
                "the Docker host must be unix:///PATH, tcp://HOST:PORT or https://HOST:PORT");
    }

    @Override
    public String toString() {
        return socket != null ? "unix://" + socket : (tls ? "https://" : "tcp://") + host + ":" + port;
    }
}
