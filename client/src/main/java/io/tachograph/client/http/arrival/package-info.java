/** When bytes arrived, as the kernel stamped their packets. */
@NullMarked
package io.tachograph.client.http.arrival;

import org.jspecify.annotations.NullMarked;
