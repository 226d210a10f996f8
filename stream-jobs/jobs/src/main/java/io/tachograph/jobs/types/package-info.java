/** Type information for Flink that needs neither Kryo nor reflection, and whose state can be read by later versions. */
@NullMarked
package io.tachograph.jobs.types;

import org.jspecify.annotations.NullMarked;
