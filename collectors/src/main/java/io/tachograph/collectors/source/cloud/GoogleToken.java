package io.tachograph.collectors.source.cloud;

import com.google.api.client.http.HttpResponseException;
import com.google.auth.oauth2.GoogleCredentials;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Credentials;
import io.tachograph.collectors.source.http.Page;
import io.tachograph.collectors.source.http.PageRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A token of Google's, which its own library gets, keeps and renews. Thread-safe. */
final class GoogleToken implements Credentials {
    private final Opener opener;
    private @Nullable GoogleCredentials credentials;

    /** Opens the library's credentials, with nothing in their cache. */
    @FunctionalInterface
    interface Opener {
        GoogleCredentials open() throws SourceException;
    }

    GoogleToken(Opener opener) {
        this.opener = opener;
    }

    @Override
    public Map<String, String> headers(PageRequest request) throws SourceException {
        Map<String, String> headers = new HashMap<>();
        try {
            credentials()
                    .getRequestMetadata(request.url())
                    .forEach((name, values) -> headers.put(name, String.join(",", values)));
        } catch (IOException e) {
            throw failed(e);
        }
        return headers;
    }

    private synchronized GoogleCredentials credentials() throws SourceException {
        if (credentials == null) {
            credentials = opener.open();
        }
        return credentials;
    }

    @Override
    public synchronized boolean renew(Page refusal) {
        boolean expired = refusal.status() == 401 && credentials != null;
        credentials = null;
        return expired;
    }

    /** Google's own sentences may hold what was sent. */
    private static SourceException failed(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpResponseException answer) {
                return new SourceException(
                        answer.getStatusCode() >= 500 ? FailureKind.UNAVAILABLE : FailureKind.REFUSED,
                        "Google gives no token (status " + answer.getStatusCode()
                                + "): is the key still there, and this host's clock right?");
            }
        }
        return new SourceException(
                FailureKind.UNREACHABLE, "what gives Google's tokens does not answer, or not as it should");
    }
}
