/** The vault's keys and how they lie in their folder: bare, or wrapped for the protectors. */
package dev.coffer.vault.keys;
