/** What the keystores share. */
package dev.coffer.keychain;
