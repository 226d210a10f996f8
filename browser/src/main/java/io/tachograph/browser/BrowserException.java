package io.tachograph.browser;

/** What a browser did not do, in a sentence. */
public class BrowserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrowserException(String sentence) {
        super(sentence);
    }
}
