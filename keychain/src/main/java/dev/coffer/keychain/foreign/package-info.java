/**
 * Calls into the system's libraries through {@code java.lang.foreign}: for the JVM only, which must be started with
 * {@code --enable-native-access}. Nothing that a native executable reaches may use it.
 */
package dev.coffer.keychain.foreign;
