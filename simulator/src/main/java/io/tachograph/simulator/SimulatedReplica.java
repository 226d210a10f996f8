package io.tachograph.simulator;

import java.net.InetSocketAddress;
import java.net.URI;

/** One running server of a {@link SimulatedFleet}. Safe for use by several threads. */
public final class SimulatedReplica {
    private final ReplicaConfig config;
    private final FaultSwitch faults;
    private final ReplicaParts parts;
    private final URI uri;
    private final int port;

    SimulatedReplica(ReplicaConfig config, FaultSwitch faults, ReplicaParts parts, InetSocketAddress address) {
        this.config = config;
        this.faults = faults;
        this.parts = parts;
        this.port = address.getPort();
        this.uri = uri(address);
    }

    /** What it was started with; its port may have been 0. */
    public ReplicaConfig config() {
        return config;
    }

    /** Unique within the fleet. */
    public String name() {
        return config.name();
    }

    /** The one model it serves. */
    public String model() {
        return config.model();
    }

    /** Port on which it listens. */
    public int port() {
        return port;
    }

    /** Root of its API without a trailing slash, for example {@code http://127.0.0.1:9000}. */
    public URI uri() {
        return uri;
    }

    /** The faults that requests arriving now may meet. */
    public Faults faults() {
        return faults.get();
    }

    /** Other faults for requests that arrive from now on; those on their way keep the lot they drew. */
    public void faults(Faults other) {
        faults.set(other);
    }

    ReplicaParts parts() {
        return parts;
    }

    @Override
    public String toString() {
        return config.name() + " (" + config.model() + ") at " + uri;
    }

    private static URI uri(InetSocketAddress address) {
        boolean everywhere = address.getAddress().isAnyLocalAddress();
        String host = everywhere ? "127.0.0.1" : address.getAddress().getHostAddress();
        String inUri = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return URI.create("http://" + inUri + ":" + address.getPort());
    }
}
