package io.tachograph.collectors.source.docker;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A connection of any kind. Closing it from another thread ends whatever waits on it: unix sockets know no time limits.
 *
 * @param in what the engine sends
 * @param out what is sent to it
 */
record DockerConnection(InputStream in, OutputStream out, Closeable socket) implements Closeable {
    /**
     * @param tls made once per engine; null where the address is without TLS
     * @param connectMillis how long a TCP connection may take
     */
    static DockerConnection open(DockerAddress address, @Nullable SSLSocketFactory tls, int connectMillis)
            throws IOException {
        return address.socket() != null ? unix(address.socket()) : tcp(address, tls, connectMillis);
    }

    private static DockerConnection unix(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new DockerConnection(Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
    }

    private static DockerConnection tcp(DockerAddress address, @Nullable SSLSocketFactory tls, int connectMillis)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address.host(), address.port()), connectMillis);
            if (tls != null) {
                socket.setSoTimeout(connectMillis);
                socket = secured(socket, address, tls);
                socket.setSoTimeout(0);
            }
            return new DockerConnection(socket.getInputStream(), socket.getOutputStream(), socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket secured(Socket plain, DockerAddress address, SSLSocketFactory tls) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(plain, address.host(), address.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
