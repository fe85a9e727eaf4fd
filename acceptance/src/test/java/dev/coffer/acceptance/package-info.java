/** Black-box tests: the built program, run as its users run it, beside the real registries and clients. */
@NullMarked
package dev.coffer.acceptance;

import org.jspecify.annotations.NullMarked;
