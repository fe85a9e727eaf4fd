/** A program for the black-box tests only: it lets them reach the age library inside a native executable. */
@NullMarked
package dev.coffer.acceptance.agetool;

import org.jspecify.annotations.NullMarked;
