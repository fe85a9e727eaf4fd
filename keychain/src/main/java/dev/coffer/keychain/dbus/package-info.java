/**
 * As much of D-Bus as it takes to call a service of the session bus and to await a signal. Facts from the
 * <a href="https://dbus.freedesktop.org/doc/dbus-specification.html">D-Bus specification</a>.
 */
package dev.coffer.keychain.dbus;
