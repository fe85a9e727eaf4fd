/** The program: it looks at the name it was called by and becomes a credential helper or the command line tool. */
package dev.coffer.cli;
