/** Credentials that end: how the end is known, and what is said about it. */
@org.jspecify.annotations.NullMarked
package dev.coffer.core.expiry;
