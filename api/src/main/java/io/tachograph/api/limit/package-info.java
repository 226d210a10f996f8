/** How many requests a key may send. */
@NullMarked
package io.tachograph.api.limit;

import org.jspecify.annotations.NullMarked;
