/** A careful HTTP client: every wait and every answer bounded, TLS always verified, no redirect followed unseen. */
package dev.coffer.platform.http;
