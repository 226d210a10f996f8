/** The contract at rest on PostgreSQL: one public door, and one class for each statement behind it. */
@NullMarked
package io.tachograph.store.postgres;

import org.jspecify.annotations.NullMarked;
