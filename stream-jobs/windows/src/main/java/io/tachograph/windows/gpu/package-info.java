/** From GPU readings to windows: power, energy and the other gauges of one device. */
@NullMarked
package io.tachograph.windows.gpu;

import org.jspecify.annotations.NullMarked;
