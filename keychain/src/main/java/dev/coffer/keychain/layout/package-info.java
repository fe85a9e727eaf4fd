/** What the layouts of the macOS keychain and the Windows Credential Manager have in common. Pure code. */
package dev.coffer.keychain.layout;
