/** The agent that holds an unlocked vault's keys for a while: its protocol, its two ends. */
package dev.coffer.vault.agent;
