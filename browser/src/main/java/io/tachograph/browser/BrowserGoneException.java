package io.tachograph.browser;

/** The browser, or the page in it, died. Nothing that is asked of it will be done. */
public final class BrowserGoneException extends BrowserException {
    private static final long serialVersionUID = 1L;

    public BrowserGoneException(String sentence) {
        super(sentence);
    }
}
