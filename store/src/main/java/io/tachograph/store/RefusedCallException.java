package io.tachograph.store;

import java.sql.SQLDataException;

/** An SQL function refuses an argument. Its message is the function's own sentence, for the caller. */
public final class RefusedCallException extends SQLDataException {
    private static final long serialVersionUID = 1;

    public RefusedCallException(String sentence, String state) {
        super(sentence, state);
    }

    public RefusedCallException(String sentence, String state, Throwable cause) {
        super(sentence, state, cause);
    }
}
