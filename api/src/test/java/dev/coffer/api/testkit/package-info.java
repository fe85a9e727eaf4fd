/** The conformance suites: whoever writes a store extends them and passes them. */
@org.jspecify.annotations.NullMarked
package dev.coffer.api.testkit;
