/** The gateway's process: who may call, what it shows, its command. */
@NullMarked
package io.tachograph.standalone.gateway;

import org.jspecify.annotations.NullMarked;
