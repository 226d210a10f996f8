/** Whether this process can do its work. */
@NullMarked
package io.tachograph.api.health;

import org.jspecify.annotations.NullMarked;
