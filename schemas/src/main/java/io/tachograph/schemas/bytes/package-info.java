/** Numbers in arrays of bytes, in Avro's variable-length form, read and written without objects. */
@NullMarked
package io.tachograph.schemas.bytes;

import org.jspecify.annotations.NullMarked;
