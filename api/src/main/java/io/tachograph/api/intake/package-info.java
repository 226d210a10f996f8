/** What callers send, on its way onto Kafka. */
@NullMarked
package io.tachograph.api.intake;

import org.jspecify.annotations.NullMarked;
