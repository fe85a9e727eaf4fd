/** The vault's records as bytes, and what can be wrong with its files. */
package dev.coffer.vault.files;
