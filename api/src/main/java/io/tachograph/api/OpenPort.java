package io.tachograph.api;

import java.io.IOException;
import java.net.BindException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * Opens a port before the server starts: the server itself would log a stack trace for one that is in use.
 *
 * @param name of what will answer there, such as "The API"
 * @param key of the configuration that names the port
 */
public record OpenPort(String name, String key, String host, int port) {
    /**
     * A connector that listens already.
     *
     * @throws UnopenedPortException when it cannot listen there, because the port is in use for example
     */
    ServerConnector connector(Server server, HttpConfiguration http) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        try {
            connector.open();
        } catch (IOException e) {
            throw new UnopenedPortException(new ApiStartException(explain(e), e));
        }
        return connector;
    }

    private String explain(IOException failure) {
        String place = "port " + port + " of " + host;
        Throwable cause = rootOf(failure);
        return cause instanceof BindException
                        && String.valueOf(cause.getMessage()).contains("in use")
                ? name + " cannot start: " + place + " is already in use; " + key + " can name another."
                : name + " cannot listen on " + place + ": " + cause.getMessage() + ".";
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        for (@Nullable Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }
}
