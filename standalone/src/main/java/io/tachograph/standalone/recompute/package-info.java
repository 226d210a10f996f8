/** Past ranges computed again, from Kafka or from files. */
@NullMarked
package io.tachograph.standalone.recompute;

import org.jspecify.annotations.NullMarked;
