/** When requests are sent: arrival processes, the pacer that keeps them, the load generator. */
@NullMarked
package io.tachograph.client.load;

import org.jspecify.annotations.NullMarked;
