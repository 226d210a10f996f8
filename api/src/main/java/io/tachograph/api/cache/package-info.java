/** Answers that are kept for a moment, so that a thousand callers cost one query. */
@NullMarked
package io.tachograph.api.cache;

import org.jspecify.annotations.NullMarked;
