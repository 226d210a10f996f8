/** Endpoints that requests are sent to, and how an answer becomes a timing. */
@NullMarked
package io.tachograph.client.endpoint;

import org.jspecify.annotations.NullMarked;
