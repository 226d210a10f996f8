/** Who calls, and what they may. */
@NullMarked
package io.tachograph.api.caller;

import org.jspecify.annotations.NullMarked;
