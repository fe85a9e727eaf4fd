/**
 * The library. {@link dev.coffer.core.Coffer} is the way in: it reads the settings, and answers a look-up by the user's
 * routes, the store and the last routes, in this order.
 */
package dev.coffer.core;
