/** Why a tool can or cannot pull an image: what each tool here would send, and what the registry says to it. */
@org.jspecify.annotations.NullMarked
package dev.coffer.core.diagnosis;
