/** Tokens of clouds' registries: remembered while they are good, fetched when they are not. */
package dev.coffer.core.tokens;
