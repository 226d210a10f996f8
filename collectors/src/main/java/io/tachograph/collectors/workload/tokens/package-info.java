/** How many tokens a text has. */
@NullMarked
package io.tachograph.collectors.workload.tokens;

import org.jspecify.annotations.NullMarked;
