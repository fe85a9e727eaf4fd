/** Builds what users run: the native executable, the delivery for a JVM, and the archive. Run from {@code scripts/build}. */
@org.jspecify.annotations.NullMarked
package dev.coffer.nativebuild;
