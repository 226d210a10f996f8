/** An HTTP client that says when bytes really crossed the socket. */
@NullMarked
package io.tachograph.client.http;

import org.jspecify.annotations.NullMarked;
