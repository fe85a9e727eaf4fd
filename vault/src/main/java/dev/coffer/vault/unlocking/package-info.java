/** How a locked vault is opened: by the agent, by a protector that needs nobody, or by asking. */
package dev.coffer.vault.unlocking;
