/** What callers are told when the database refuses, or is away. */
@NullMarked
package io.tachograph.api.database;

import org.jspecify.annotations.NullMarked;
