/** What commands share towards the person at the terminal. */
@NullMarked
package io.tachograph.standalone.terminal;

import org.jspecify.annotations.NullMarked;
