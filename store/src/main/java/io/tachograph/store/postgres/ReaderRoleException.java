package io.tachograph.store.postgres;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

/** The database does not let its user read with the privileges of the role that reads. */
public final class ReaderRoleException extends SQLNonTransientConnectionException {
    private static final long serialVersionUID = 1;

    /** The server rejects what a connection asks for. */
    private static final String REJECTED = "08004";

    ReaderRoleException(String user, String role, SQLException cause) {
        super(
                "The database user " + user + " may not take the role " + role + ", with whose privileges questions are"
                        + " asked: have an administrator run \"GRANT " + role + " TO " + user + "\" (after"
                        + " \"CREATE ROLE " + role
                        + " LOGIN\" and \"SELECT tachograph.grant_roles()\" where there is no such role), or set"
                        + " postgres.reader-role to none, which asks with those of " + user + ".",
                REJECTED,
                cause);
    }
}
