/**
 * The keychain of macOS. {@link dev.coffer.keychain.osxkeychain.SecurityFramework} opens it; everything else is pure
 * code.
 */
package dev.coffer.keychain.osxkeychain;
