/** The real tools, each behind one question, and the process that asks them. */
@org.jspecify.annotations.NullMarked
package dev.coffer.comparison.peer;
