/** Sockets of this machine whose every wait has an end. */
package dev.coffer.platform.sockets;
