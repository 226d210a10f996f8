package io.tachograph.collectors.source.cloud;

import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.Page;
import org.jspecify.annotations.Nullable;

/** A library's credential, opened when it is first needed, and anew once a server has refused it. Thread-safe. */
final class Opened<T> {
    private final Opener<T> opener;
    private @Nullable T credential;

    /** Opens one, with nothing in its cache. */
    @FunctionalInterface
    interface Opener<T> {
        T open() throws SourceException;
    }

    Opened(Opener<T> opener) {
        this.opener = opener;
    }

    synchronized T get() throws SourceException {
        if (credential == null) {
            credential = opener.open();
        }
        return credential;
    }

    /**
     * What the library keeps counts no more, whatever is written on it.
     *
     * @return whether another may be believed
     */
    synchronized boolean forget(Page refusal) {
        boolean expired = refusal.status() == 401 && credential != null;
        credential = null;
        return expired;
    }
}
