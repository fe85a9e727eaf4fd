/** The embedded keystore: age-encrypted files, no set-up, no other program. */
package dev.coffer.vault;
