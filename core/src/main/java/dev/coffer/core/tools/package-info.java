/** This machine as other programs find it. */
@org.jspecify.annotations.NullMarked
package dev.coffer.core.tools;
