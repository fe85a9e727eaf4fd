/** The examples, built and run by Maven as their users would. */
@org.jspecify.annotations.NullMarked
package dev.coffer.examples;
