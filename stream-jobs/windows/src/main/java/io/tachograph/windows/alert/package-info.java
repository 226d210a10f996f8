/** Alerts: when one begins to fire, when it ceases to, and how it travels. */
@NullMarked
package io.tachograph.windows.alert;

import org.jspecify.annotations.NullMarked;
