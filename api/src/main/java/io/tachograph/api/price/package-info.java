/** Setting and removing prices of tokens. */
@NullMarked
package io.tachograph.api.price;

import org.jspecify.annotations.NullMarked;
