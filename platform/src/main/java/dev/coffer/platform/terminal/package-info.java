/** Questions to the person at the terminal, and text that is safe to show there. */
package dev.coffer.platform.terminal;
