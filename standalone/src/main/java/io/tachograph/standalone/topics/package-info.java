/** {@code tachograph topics}: the topics of a Kafka that is there already. */
@NullMarked
package io.tachograph.standalone.topics;

import org.jspecify.annotations.NullMarked;
