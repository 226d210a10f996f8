/** Avro single-object encoding: every value says which released schema wrote it. */
@NullMarked
package io.tachograph.schemas.codec;

import org.jspecify.annotations.NullMarked;
