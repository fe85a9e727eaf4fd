/** Nomad: the plugin block that makes its drivers ask Coffer, and a search for credentials written in clear in jobs. */
@org.jspecify.annotations.NullMarked
package dev.coffer.kubernetes.nomad;
