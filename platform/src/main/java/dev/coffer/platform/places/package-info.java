/** The environment, and where settings, data and keys lie. */
package dev.coffer.platform.places;
