/** Windows over readings that an agent takes now and then: order, duplicates, gaps and borders. */
@NullMarked
package io.tachograph.windows.sample;

import org.jspecify.annotations.NullMarked;
