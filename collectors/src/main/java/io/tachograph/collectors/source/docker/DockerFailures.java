package io.tachograph.collectors.source.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tachograph.client.http.TlsFailures;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Says what went wrong with an engine, and what to do about it. */
final class DockerFailures {
    private DockerFailures() {}

    static SourceException of(DockerAddress address, IOException e) {
        String said = String.valueOf(e.getMessage());
        String lower = said.toLowerCase(Locale.ROOT);
        if (e instanceof JsonProcessingException) {
            return new SourceException(
                    FailureKind.MALFORMED, address + " answers, but not in JSON: is that a Docker engine?");
        }
        if (e instanceof TooLongException) {
            return new SourceException(FailureKind.TOO_LARGE, address + ": " + said);
        }
        if (e instanceof BadCertificatesException) {
            return new SourceException(FailureKind.REFUSED, said);
        }
        if (e instanceof SSLException tls) {
            return new SourceException(
                    FailureKind.REFUSED,
                    "no TLS connection to " + address + ": " + TlsFailures.reasonOf(tls)
                            + "; check ca.pem, cert.pem and key.pem, and the host's name");
        }
        if (lower.contains("permission denied")) {
            return new SourceException(
                    FailureKind.REFUSED,
                    "no permission for " + address + ": add the agent's user to the socket's group"
                            + " (usermod -aG docker USER), or point it to a read-only proxy of the socket");
        }
        if (lower.contains("no such file")) {
            return new SourceException(
                    FailureKind.UNREACHABLE,
                    "there is no socket " + address + ": is the engine installed and running? Elsewhere it is named by"
                            + " host or DOCKER_HOST (rootless: unix:///run/user/UID/docker.sock, Podman:"
                            + " unix:///run/podman/podman.sock)");
        }
        if (lower.contains("refused")) {
            return new SourceException(FailureKind.UNREACHABLE, "no engine listens at " + address + ": is it running?");
        }
        if (e instanceof UnknownHostException) {
            return new SourceException(FailureKind.UNREACHABLE, "the name in " + address + " does not resolve");
        }
        if (e instanceof BadAnswerException) {
            return new SourceException(
                    lower.contains("is not http") ? FailureKind.MALFORMED : FailureKind.UNREACHABLE,
                    "the connection to " + address + " failed: " + said);
        }
        return new SourceException(FailureKind.UNREACHABLE, "the connection to " + address + " broke off");
    }

    /** @param what the path that was asked for, without its query */
    static SourceException of(DockerAddress address, String what, int status, String complaint) {
        if (status == 401 || status == 403) {
            return new SourceException(
                    FailureKind.REFUSED,
                    address + " refuses GET " + what + " (" + status + "): a proxy of the socket must allow GET of"
                            + " /_ping, /version, /info, /events and /containers/");
        }
        return new SourceException(
                FailureKind.UNAVAILABLE, address + " answers GET " + what + " with " + status + ": " + complaint);
    }
}
