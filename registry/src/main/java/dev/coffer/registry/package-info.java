/** Checks credentials against a registry: ping, challenge, token exchange. */
package dev.coffer.registry;
