/** The live stream: server-sent events of what changes, made once for all who ask the same. */
@NullMarked
package io.tachograph.api.live;

import org.jspecify.annotations.NullMarked;
