/** Models of Java tools beside the tools. */
@org.jspecify.annotations.NullMarked
package dev.coffer.comparison;
