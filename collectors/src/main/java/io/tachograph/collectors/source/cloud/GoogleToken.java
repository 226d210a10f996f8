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

/** A token of Google's, which its own library gets, keeps and renews. Thread-safe. */
final class GoogleToken implements Credentials {
    private final Opened<GoogleCredentials> credentials;

    GoogleToken(Opened.Opener<GoogleCredentials> opener) {
        credentials = new Opened<>(opener);
    }

    @Override
    public Map<String, String> headers(PageRequest request) throws SourceException {
        Map<String, String> headers = new HashMap<>();
        try {
            credentials
                    .get()
                    .getRequestMetadata(request.url())
                    .forEach((name, values) -> headers.put(name, String.join(",", values)));
        } catch (IOException e) {
            throw failed(e);
        }
        return headers;
    }

    @Override
    public boolean renew(Page refusal) {
        return credentials.forget(refusal);
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
