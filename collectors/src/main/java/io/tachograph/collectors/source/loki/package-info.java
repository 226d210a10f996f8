/** Lines of containers' logs, on their way to Loki. */
@NullMarked
package io.tachograph.collectors.source.loki;

import org.jspecify.annotations.NullMarked;
