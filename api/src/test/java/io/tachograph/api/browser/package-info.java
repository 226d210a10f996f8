/** A real browser, told what to do over its DevTools protocol. */
@NullMarked
package io.tachograph.api.browser;

import org.jspecify.annotations.NullMarked;
