/** The contract on the wire: Avro records, topics and their keys, the codec, and the targets that requests go to. */
@NullMarked
package io.tachograph.schemas;

import org.jspecify.annotations.NullMarked;
