/** The environment, and where settings, data, keys and sockets lie. */
package dev.coffer.platform.places;
