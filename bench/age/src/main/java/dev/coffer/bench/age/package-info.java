/** Benchmarks of the age library, run by {@code bench/age-run}. */
@NullMarked
package dev.coffer.bench.age;

import org.jspecify.annotations.NullMarked;
