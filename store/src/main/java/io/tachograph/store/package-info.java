/** The contract at rest: what a row says, who writes rows and who reads them. Seconds everywhere, UTC everywhere. */
@NullMarked
package io.tachograph.store;

import org.jspecify.annotations.NullMarked;
