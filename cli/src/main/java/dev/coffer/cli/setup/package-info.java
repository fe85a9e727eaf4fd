/**
 * {@code coffer setup}: makes a machine use Coffer, and takes that back. What is to be done is a {@link
 * dev.coffer.cli.setup.Plan} of {@link dev.coffer.cli.setup.Step}s, which can be shown, carried out, and carried out
 * again after an interruption.
 */
package dev.coffer.cli.setup;
