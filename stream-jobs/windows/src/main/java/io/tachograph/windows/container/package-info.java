/** From container samples to windows: CPU, memory, network and disks of one container. */
@NullMarked
package io.tachograph.windows.container;

import org.jspecify.annotations.NullMarked;
