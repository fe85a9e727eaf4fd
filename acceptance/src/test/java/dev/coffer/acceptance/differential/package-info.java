/**
 * Random configurations: what the real tools do with them, as registries, engines and helpers see it, beside what their
 * models say.
 */
@NullMarked
package dev.coffer.acceptance.differential;

import org.jspecify.annotations.NullMarked;
