/** The keystores that can be chosen, and moving between them. */
package dev.coffer.core.keystores;
