package io.tachograph.generation.http;

import io.javalin.security.RouteRole;

/** Who may call a route. */
enum Access implements RouteRole {
    /** Everybody. */
    OPEN,
    /** Who shows a key. */
    KEYED,
    /** Likewise, or has it in the query, since a browser's {@code EventSource} sends no headers. */
    KEYED_BY_QUERY
}
