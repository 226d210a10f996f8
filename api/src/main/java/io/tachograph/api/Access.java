package io.tachograph.api;

import io.javalin.security.RouteRole;

/** Who may call a route. */
enum Access implements RouteRole {
    OPEN,
    /** Who asks for a page; programs need a key. */
    PAGE,
    KEYED
}
