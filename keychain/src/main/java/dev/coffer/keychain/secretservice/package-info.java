/**
 * The keystore of the Linux desktop, over D-Bus: GNOME Keyring, KWallet, KeePassXC. Facts from the
 * <a href="https://specifications.freedesktop.org/secret-service/latest/">Secret Service specification</a>.
 */
package dev.coffer.keychain.secretservice;
