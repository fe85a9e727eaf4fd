/** The private folder of a CI job. */
package dev.coffer.cli.ci;
