/** Rows of JSON, JSON Lines, CSV and text files, read as a stream, with errors that name their place. */
@NullMarked
package io.tachograph.client.workload.rows;

import org.jspecify.annotations.NullMarked;
