/** The library: settings, routes, accounts and the facade that programs use. */
package dev.coffer.coffer;
