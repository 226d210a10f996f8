/** Events that callers tell of: deploys and the like. */
@NullMarked
package io.tachograph.api.event;

import org.jspecify.annotations.NullMarked;
