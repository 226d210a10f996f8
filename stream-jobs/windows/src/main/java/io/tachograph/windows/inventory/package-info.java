/** What there is, what happened and what was used: from wire records to rows, and from versions that engines say to deploys. */
@NullMarked
package io.tachograph.windows.inventory;

import org.jspecify.annotations.NullMarked;
