/** The statement of the store, for a sink that is not ours. */
@NullMarked
package io.tachograph.store.postgres;

import org.jspecify.annotations.NullMarked;
