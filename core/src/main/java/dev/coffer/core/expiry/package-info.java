/** Credentials that end: how the end is known, what is said about it, and which of them renew themselves. */
@org.jspecify.annotations.NullMarked
package dev.coffer.core.expiry;
