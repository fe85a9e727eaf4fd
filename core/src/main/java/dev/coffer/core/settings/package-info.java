/** What the user and the machine's administrator decided, and the small fast reader of it. */
package dev.coffer.core.settings;
