/** Files written like a database would, read without following links, locked with a deadline. */
package dev.coffer.platform.files;
