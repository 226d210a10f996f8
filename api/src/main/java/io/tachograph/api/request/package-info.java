/** What a request asks for, read from its path and query. */
@NullMarked
package io.tachograph.api.request;

import org.jspecify.annotations.NullMarked;
