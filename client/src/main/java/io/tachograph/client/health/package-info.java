/** What a client measures about itself, and the verdict whether its own delay may explain what it reports. */
@NullMarked
package io.tachograph.client.health;

import org.jspecify.annotations.NullMarked;
