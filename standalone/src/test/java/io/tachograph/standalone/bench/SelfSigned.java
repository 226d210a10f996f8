package io.tachograph.standalone.bench;

import io.tachograph.embedded.ServerCertificate;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A server of localhost whose certificate nobody else signed.
 *
 * @param socket where it listens
 * @param certificate as a PEM file
 */
record SelfSigned(ServerSocket socket, Path certificate) {
    static SelfSigned in(Path folder) throws Exception {
        ServerCertificate certificate = ServerCertificate.in(folder);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(certificate.keys(), ServerCertificate.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return new SelfSigned(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                certificate.pem());
    }
}
