/**
 * The store of <a href="https://www.passwordstore.org/">pass</a>, the standard Unix password manager: files encrypted by
 * GnuPG, perhaps in git.
 */
package dev.coffer.keychain.pass;
