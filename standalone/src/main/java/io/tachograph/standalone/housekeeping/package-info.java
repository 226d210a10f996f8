/** Store maintenance: beside long-running processes, and by a command of its own. */
@NullMarked
package io.tachograph.standalone.housekeeping;

import org.jspecify.annotations.NullMarked;
