/** The query API: starts the server, checks keys and lists every route. */
@NullMarked
package io.tachograph.api;

import org.jspecify.annotations.NullMarked;
