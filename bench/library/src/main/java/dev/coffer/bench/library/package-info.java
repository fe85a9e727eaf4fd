/** Benchmarks of look-ups by the library, beside other libraries', run by {@code bench/library-run}. */
@NullMarked
package dev.coffer.bench.library;

import org.jspecify.annotations.NullMarked;
