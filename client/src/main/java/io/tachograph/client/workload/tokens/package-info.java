/** How many tokens a text has. */
@NullMarked
package io.tachograph.client.workload.tokens;

import org.jspecify.annotations.NullMarked;
