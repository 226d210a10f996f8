/** Pages of other systems, read by HTTP within limits of size and time, and what to do when they cannot be. */
@NullMarked
package io.tachograph.collectors.source.http;

import org.jspecify.annotations.NullMarked;
