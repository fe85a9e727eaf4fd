/**
 * The Credential Manager of Windows. {@link dev.coffer.keychain.wincred.Advapi32} opens it; everything else is pure
 * code.
 */
package dev.coffer.keychain.wincred;
