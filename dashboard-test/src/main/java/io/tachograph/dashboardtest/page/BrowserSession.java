package io.tachograph.dashboardtest.page;

import io.tachograph.browser.BrowserException;
import io.tachograph.browser.BrowserGoneException;
import io.tachograph.browser.BrowserOptions;
import io.tachograph.browser.Chromium;
import io.tachograph.browser.Tab;
import java.io.IOException;
import java.net.HttpCookie;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The one tab that is worked in. Its browser is started when it is first needed, and anew after it died. Thread-safe. */
public final class BrowserSession implements AutoCloseable {
    static final int WIDTH = 1280;
    static final int HEIGHT = 900;
    private static final String NEW_TABS_HERE = PageScript.source("everypage.js");

    private final BrowserOptions options;
    private final Site site;
    private volatile @Nullable Chromium browser;
    private @Nullable Tab tab;
    private List<HttpCookie> cookies = List.of();
    private final AtomicInteger deaths = new AtomicInteger();
    private volatile boolean closed;

    /** Nothing is started yet. */
    public BrowserSession(Path program, boolean sandbox, Site site) {
        this.options = new BrowserOptions(program, sandbox, Set.of(site.host()));
        this.site = site;
    }

    /** Does something in a tab that has nothing in it yet. */
    synchronized <T> T inNewTab(Function<Tab, T> action) {
        return guarded(() -> {
            Chromium running = running();
            @Nullable Tab before = tab;
            if (before != null) {
                tab = null;
                before.close();
            }
            Tab fresh = running.tab();
            tab = fresh;
            fresh.look(WIDTH, HEIGHT, false);
            fresh.beforeEveryPage(NEW_TABS_HERE);
            signIn(fresh);
            fresh.confineTo(site.origin(), site.headers());
            return action.apply(fresh);
        });
    }

    /** Does something in the page that is open. */
    synchronized <T> T inTab(Function<Tab, T> action) {
        @Nullable Tab open = tab;
        if (open == null) {
            throw new BrowserException("No page is open: call open first.");
        }
        return guarded(() -> action.apply(open));
    }

    private <T> T guarded(Action<T> action) {
        try {
            return action.run();
        } catch (BrowserGoneException e) {
            if (!closed) {
                deaths.incrementAndGet();
            }
            discard();
            throw new BrowserGoneException(e.getMessage() + " Call open to start anew.");
        }
    }

    private void signIn(Tab fresh) {
        @Nullable String key = site.apiKey();
        if (key != null) {
            if (cookies.isEmpty()) {
                cookies = SignIn.with(key, site);
            }
            cookies.forEach(cookie -> fresh.keepCookie(site.base(), cookie.getName(), cookie.getValue()));
        }
    }

    private Chromium running() {
        @Nullable Chromium running = browser;
        if (running == null) {
            try {
                running = Chromium.start(options);
            } catch (IOException | BrowserGoneException e) {
                throw new BrowserException(String.valueOf(e.getMessage()));
            }
            browser = running;
        }
        if (closed) {
            running.close();
            throw new BrowserException("The browser was closed.");
        }
        return running;
    }

    /** How often the browser, or the page in it, died. */
    public int deaths() {
        return deaths.get();
    }

    Site site() {
        return site;
    }

    private void discard() {
        @Nullable Chromium dead = browser;
        browser = null;
        tab = null;
        if (dead != null) {
            dead.close();
        }
    }

    /** Ends what is going on, too. */
    @Override
    public void close() {
        closed = true;
        @Nullable Chromium running = browser;
        if (running != null) {
            running.close();
        }
    }

    @FunctionalInterface
    private interface Action<T> {
        T run();
    }
}
