/** What commands have in common that work on a database. */
@NullMarked
package io.tachograph.standalone.database;

import org.jspecify.annotations.NullMarked;
