/** {@code tachograph keys}: the keys of the API's callers that are stored. */
@NullMarked
package io.tachograph.standalone.keys;

import org.jspecify.annotations.NullMarked;
