/** A headless Chromium, told what to do over its DevTools protocol. */
@NullMarked
package io.tachograph.browser;

import org.jspecify.annotations.NullMarked;
