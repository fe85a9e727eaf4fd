/** Rules that send server addresses to sources. */
package dev.coffer.core.routes;
