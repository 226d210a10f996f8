/** {@code tachograph prices}: what tokens of models cost. */
@NullMarked
package io.tachograph.standalone.prices;

import org.jspecify.annotations.NullMarked;
