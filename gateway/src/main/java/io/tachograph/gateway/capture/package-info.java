/** Keeps what was asked and answered, where somebody wants that: redacted, bounded, and for a time. */
@NullMarked
package io.tachograph.gateway.capture;

import org.jspecify.annotations.NullMarked;
